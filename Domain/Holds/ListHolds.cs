using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>Lists the legal holds of the organization, released ones included, for those who run it; without those that name the one who asks.</summary>
public sealed class ListHolds(IHoldStore holds, IHeldMessages held, IPeopleStore people)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "holds";

    /// <summary>One page, the youngest first; it may be shorter than asked for although there is a next one.</summary>
    public async Task<Result<HoldList>> ExecuteAsync(Actor actor, string? after, int? limit, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        if (!Cursor.Parse(after, List).TryGet(out var cursor, out var error))
            return error;
        var page = await holds.ListAsync(actor.Organization, cursor, PageLimit.Clamp(limit), ct);
        var seen = page.Items.Where(h => h.IsSeenBy(actor.User)).ToList();
        var figures = new Dictionary<HoldId, HeldFigures>();
        foreach (var hold in seen.Where(h => h.IsInForce))
            figures[hold.Id] = await held.CountAsync(hold, ct);
        var named = seen.SelectMany(h => h.Scope.People.Append(h.PlacedBy).Concat(h.Release is { } end ? [end.AskedBy, end.ReleasedBy ?? end.AskedBy] : [])).Distinct();
        return new HoldList(seen, figures, (await people.FindAsync([.. named], ct)).ToDictionary(p => p.Id), page.Next);
    }
}

/// <summary>Legal holds.</summary>
/// <param name="Items">The youngest first.</param>
/// <param name="Figures">How much those in force cover of what is gone for everybody else.</param>
/// <param name="People">Those whom they name, who placed and who released them.</param>
/// <param name="Next">Of the next page; null at the end.</param>
public sealed record HoldList(IReadOnlyList<Hold> Items, IReadOnlyDictionary<HoldId, HeldFigures> Figures, IReadOnlyDictionary<UserId, Person> People, Cursor? Next);
