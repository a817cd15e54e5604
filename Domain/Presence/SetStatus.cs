using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;

namespace Collab.Domain.Presence;

/// <summary>Says what one is doing, or clears it. It ends by itself when its time is over.</summary>
public sealed class SetStatus(IProfileStore profiles, IEmojiCatalog emoji, IRateLimits limits, IEventBus bus, TimeProvider time)
{
    /// <summary>Returns oneself as one is then.</summary>
    public async Task<Result<Person>> ExecuteAsync(SetStatusRequest request, CancellationToken ct)
    {
        if (!limits.Take(request.Actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        PersonStatus? status = null;
        if (!request.Clears
            && !PersonStatus.Create(request.Emoji, request.Text, request.Until, request.PausesNotifications, emoji, time.GetUtcNow()).TryGet(out status, out error))
            return error;
        if (!(await profiles.ChangeAsync(request.Actor.User, new PersonChange.Status(status), ct)).TryGet(out var after, out error))
            return error;
        await bus.PublishAsync([new PersonSignal(after)], ct);
        return after;
    }
}

/// <summary>A status.</summary>
/// <param name="Actor">Whose.</param>
/// <param name="Emoji">An emoji or its shortcode.</param>
/// <param name="Text">What she is doing.</param>
/// <param name="Until">When it ends by itself; null lasts until she clears it.</param>
/// <param name="PausesNotifications">While it lasts she is not to be disturbed.</param>
/// <param name="Clears">There shall be no status; the rest means nothing.</param>
public sealed record SetStatusRequest(
    Actor Actor, string? Emoji, string? Text, DateTimeOffset? Until = null, bool PausesNotifications = false, bool Clears = false);
