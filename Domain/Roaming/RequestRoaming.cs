using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Roaming;

/// <summary>Asks to see what a person sees, with a reason that stands in the audit log. Not there for anybody but auditors.</summary>
public sealed class RequestRoaming(IRoamingStore roaming, IPeopleStore people, AuditTrail audit, IRateLimits limits, IIdSource ids, TimeProvider time)
{
    /// <summary>It begins at once, or waits for a second person where the policy asks for one.</summary>
    public async Task<Result<RoamingView>> ExecuteAsync(RoamingRequest request, CancellationToken ct)
    {
        var actor = request.Actor;
        if (actor.Role != OrganizationRole.Auditor)
            return new Error.NotFound();
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        var (reason, matter) = (request.Reason?.Trim() ?? "", request.Matter?.Trim() ?? "");
        if (reason.Length is < AuditSearch.MinReason or > AuditSearch.MaxReason)
            return new Error.Invalid("roaming.reason", $"Say in {AuditSearch.MinReason} to {AuditSearch.MaxReason} characters why you look.", "reason");
        if (matter.Length > AuditSearch.MaxMatter)
            return new Error.Invalid("roaming.matter", $"The name of a matter has at most {AuditSearch.MaxMatter} characters. Shorten it.", "matter");
        if (request.Hours is < 1 or > AuditSearch.MaxHours)
            return new Error.Invalid("roaming.hours", $"It lasts 1 to {AuditSearch.MaxHours} hours. Ask for another one when it has ended.", "hours");
        var handle = request.Handle?.Trim().TrimStart('@') ?? "";
        if ((await people.FindByHandlesAsync(actor.Organization, [handle], ct)) is not [var person])
            return new Error.Invalid("roaming.person", "There is nobody of that name. Give the short name that stands behind @.", "handle");
        if (person.Id == actor.User)
            return new Error.Invalid("roaming.self", "What you see yourself needs no audit.", "handle");
        var needsTwo = await roaming.NeedsTwoAsync(actor.Organization, ct);
        var now = time.GetUtcNow();
        var view = new RoamingView(
            ids.Next<RoamingId>(), actor.User, person.Id, reason, matter, request.Hours, now, null, needsTwo ? null : now, needsTwo ? null : now.AddHours(request.Hours), 0);
        var entry = audit.Entry(
            actor, AuditActs.RoamingRequested, view.Target,
            ("person", person.Id.ToString()), ("reason", reason), ("matter", matter), ("hours", request.Hours.ToString(CultureInfo.InvariantCulture)), ("waits", needsTwo ? "yes" : "no"));
        await roaming.RequestAsync(view, entry, ct);
        return view;
    }
}

/// <summary>Asks to see what a person sees.</summary>
/// <param name="Actor">An auditor.</param>
/// <param name="Handle">Whose places: her short name.</param>
/// <param name="Reason">Why.</param>
/// <param name="Matter">What it belongs to; null for nothing.</param>
/// <param name="Hours">For how long.</param>
public sealed record RoamingRequest(Actor Actor, string? Handle, string? Reason, string? Matter, int Hours);
