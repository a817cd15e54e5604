using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search.Audits;

/// <summary>Lists who has searched everything, when and why: for auditors and owners, so that no auditor does so unseen.</summary>
public sealed class ListAuditSearches(IAuditSearchStore searches, IPeopleStore people)
{
    /// <summary>What its cursors are bound to.</summary>
    public const string List = "audit_searches";

    /// <summary>One page, the youngest first.</summary>
    public async Task<Result<AuditSearchList>> ExecuteAsync(Actor actor, string? after, int? limit, CancellationToken ct)
    {
        if (actor.Role is not (OrganizationRole.Auditor or OrganizationRole.Owner))
            return new Error.NotFound();
        if (!Cursor.Parse(after, List).TryGet(out var cursor, out var error))
            return error;
        var page = await searches.ListAsync(actor.Organization, cursor, PageLimit.Clamp(limit), ct);
        var auditors = await people.FindAsync([.. page.Items.Select(s => s.Auditor).Distinct()], ct);
        return new AuditSearchList(page.Items, auditors.ToDictionary(p => p.Id), page.Next);
    }
}

/// <summary>Searches for audits.</summary>
/// <param name="Items">The youngest first.</param>
/// <param name="Auditors">Whose they are.</param>
/// <param name="Next">Of the next page; null at the end.</param>
public sealed record AuditSearchList(IReadOnlyList<AuditSearch> Items, IReadOnlyDictionary<UserId, Person> Auditors, Cursor? Next);
