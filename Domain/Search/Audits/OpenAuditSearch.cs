using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search.Audits;

/// <summary>Lets an auditor search everything in the organization for some hours, with a reason that stands in the audit log. Not there for others.</summary>
public sealed class OpenAuditSearch(IAuditSearchStore searches, AuditTrail audit, IRateLimits limits, IIdSource ids, TimeProvider time)
{
    /// <summary>It begins at once.</summary>
    public async Task<Result<AuditSearch>> ExecuteAsync(OpenAuditSearchRequest request, CancellationToken ct)
    {
        var actor = request.Actor;
        if (actor.Role != OrganizationRole.Auditor)
            return new Error.NotFound();
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        var (reason, matter) = (request.Reason.Trim(), request.Matter?.Trim() ?? "");
        if (reason.Length is < AuditSearch.MinReason or > AuditSearch.MaxReason)
            return new Error.Invalid("audit_search.reason", $"Say in {AuditSearch.MinReason} to {AuditSearch.MaxReason} characters why you search.", "reason");
        if (matter.Length > AuditSearch.MaxMatter)
            return new Error.Invalid("audit_search.matter", $"The name of a matter has at most {AuditSearch.MaxMatter} characters. Shorten it.", "matter");
        if (request.Hours is < 1 or > AuditSearch.MaxHours)
            return new Error.Invalid("audit_search.hours", $"It lasts 1 to {AuditSearch.MaxHours} hours. Open another one when it has ended.", "hours");
        var now = time.GetUtcNow();
        var search = new AuditSearch(ids.Next<AuditSearchId>(), actor.User, reason, matter, now, now.AddHours(request.Hours), 0);
        var entry = audit.Entry(actor, AuditActs.AuditSearchOpened, search.Target, ("reason", reason), ("matter", matter), ("hours", $"{request.Hours}"));
        await searches.OpenAsync(search, entry, ct);
        return search;
    }
}

/// <summary>Asks to search everything.</summary>
/// <param name="Actor">An auditor.</param>
/// <param name="Reason">Why.</param>
/// <param name="Matter">What it belongs to; null for nothing.</param>
/// <param name="Hours">For how long.</param>
public sealed record OpenAuditSearchRequest(Actor Actor, string Reason, string? Matter, int Hours);
