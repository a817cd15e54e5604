using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Roaming;

/// <summary>Lists who has looked at whose places, when and why: for auditors and owners, so that no auditor does so unseen.</summary>
public sealed class ListRoaming(IRoamingStore roaming, IPeopleStore people)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "roaming";

    /// <summary>One page, the youngest first.</summary>
    public async Task<Result<RoamingList>> ExecuteAsync(Actor actor, string? after, int? limit, CancellationToken ct)
    {
        if (actor.Role is not (OrganizationRole.Auditor or OrganizationRole.Owner))
            return new Error.NotFound();
        if (!Cursor.Parse(after, List).TryGet(out var cursor, out var error))
            return error;
        var page = await roaming.ListAsync(actor.Organization, cursor, PageLimit.Clamp(limit), ct);
        var named = page.Items.SelectMany(v => new[] { v.Auditor, v.Person, v.DecidedBy ?? v.Auditor }).Distinct();
        return new RoamingList(page.Items, (await people.FindAsync([.. named], ct)).ToDictionary(p => p.Id), page.Next);
    }
}

/// <summary>Roaming views.</summary>
/// <param name="Items">The youngest first.</param>
/// <param name="People">Who asked, who decided, and whose places they are.</param>
/// <param name="Next">Of the next page; null at the end.</param>
public sealed record RoamingList(IReadOnlyList<RoamingView> Items, IReadOnlyDictionary<UserId, Person> People, Cursor? Next);
