using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Notifications;

/// <summary>Chooses the words that call oneself wherever one is seated; one's devices and all nodes are told.</summary>
public sealed class SetKeywords(IKeywordStore keywords, ICallSubjectStore subjects, IEventBus bus, IRateLimits limits, TimeProvider time)
{
    /// <summary>Returns what calls one now. The list replaces the one before; what stands in it twice stands in it once.</summary>
    public async Task<Result<CallSubjects>> ExecuteAsync(Actor actor, IReadOnlyCollection<string> wanted, CancellationToken ct)
    {
        if (wanted.Count > Keyword.MaxPerPerson)
            return new Error.Invalid("keyword.too_many", $"At most {Keyword.MaxPerPerson} keywords.", "keywords");
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        var parsed = new HashSet<Keyword>();
        foreach (var text in wanted)
        {
            if (!Keyword.Parse(text).TryGet(out var keyword, out error))
                return error;
            parsed.Add(keyword);
        }

        if (!(await keywords.SetAsync(actor, parsed, time.GetUtcNow(), ct)).TryGet(out var added, out error))
            return error;
        Signal[] told = added.Count > 0 ? [new KeywordsWatchedSignal(actor.Organization, added), new CallSubjectsSignal(actor.User)] : [new CallSubjectsSignal(actor.User)];
        await bus.PublishAsync(told, ct);
        return await subjects.FindAsync(actor.User, ct);
    }
}
