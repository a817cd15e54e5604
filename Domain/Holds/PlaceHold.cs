using System.Globalization;
using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>Places a legal hold, with a reason that stands in the audit log. Not there for anybody but those who run the organization.</summary>
public sealed class PlaceHold(IHoldStore holds, HoldSubjects subjects, AuditTrail audit, IRateLimits limits, IIdSource ids, TimeProvider time)
{
    /// <summary>It keeps from now on. What is gone already it does not bring back.</summary>
    public async Task<Result<Hold>> ExecuteAsync(PlaceHoldRequest request, CancellationToken ct)
    {
        var actor = request.Actor;
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        var (name, reason) = (PlainText.Line(request.Name), PlainText.Block(request.Reason));
        if (name.Length is < Hold.MinName or > Hold.MaxName)
            return new Error.Invalid("hold.name", $"Give the hold a name of {Hold.MinName} to {Hold.MaxName} characters, such as that of the matter.", "name");
        if (reason.Length is < Hold.MinReason or > Hold.MaxReason)
            return new Error.Invalid("hold.reason", $"Say in {Hold.MinReason} to {Hold.MaxReason} characters why it is placed.", "reason");
        if (!(await ScopeAsync(request, ct)).TryGet(out var scope, out var error) || !limits.Take(actor.User, RateKind.Change).TryGet(out _, out error))
            return error;
        var hold = new Hold
        {
            Id = ids.Next<HoldId>(),
            Organization = actor.Organization,
            Name = name,
            Reason = reason,
            Scope = scope,
            PlacedBy = actor.User,
            PlacedAt = time.GetUtcNow(),
        };
        return (await holds.PlaceAsync(hold, audit.Entry(actor, AuditActs.HoldPlaced, hold.Target, Details(hold)), ct)).TryGet(out _, out error) ? hold : error;
    }

    private async Task<Result<HoldScope>> ScopeAsync(PlaceHoldRequest request, CancellationToken ct)
    {
        var (actor, people, channels) = (request.Actor, request.People ?? [], request.Channels ?? []);
        if (request.Until <= request.From)
            return new Error.Invalid("hold.dates", "The end lies before the beginning. Give a later end, or none.", "until");
        if (request.Everything && people.Count + channels.Count > 0)
            return new Error.Invalid("hold.scope", "A hold of everything names nobody and nothing. Take the names out, or cover them alone.", "everything");
        if (!(await subjects.FindPeopleAsync(actor.Organization, people, ct)).TryGet(out var users, out var error)
            || !(await subjects.FindChannelsAsync(actor.Organization, channels, ct)).TryGet(out var streams, out error))
            return error;
        if (!request.Everything && users.Count + streams.Count == 0)
            return new Error.Invalid("hold.scope", "Say what the hold covers: people, channels, or everything.", "people");
        if (users.Contains(actor.User))
            return new Error.Invalid("hold.self", "Somebody else has to place a hold that names you: those whom it names do not see it.", "people");
        return new HoldScope(request.Everything, users, streams, request.From, request.Until);
    }

    private static IEnumerable<(string Name, string Value)> Details(Hold hold)
    {
        yield return ("name", hold.Name);
        yield return ("reason", hold.Reason);
        if (hold.Scope.Everything)
            yield return ("everything", "yes");
        if (hold.Scope.People.Count > 0)
            yield return ("people", string.Join(',', hold.Scope.People));
        if (hold.Scope.Channels.Count > 0)
            yield return ("channels", string.Join(',', hold.Scope.Channels));
        if (hold.Scope.From is { } from)
            yield return ("from", from.ToString("O", CultureInfo.InvariantCulture));
        if (hold.Scope.Until is { } until)
            yield return ("until", until.ToString("O", CultureInfo.InvariantCulture));
    }
}

/// <summary>A hold to place.</summary>
/// <param name="Actor">An owner or admin.</param>
/// <param name="Name">The matter.</param>
/// <param name="Reason">Why.</param>
public sealed record PlaceHoldRequest(Actor Actor, string? Name, string? Reason)
{
    /// <summary>It covers everything in the organization.</summary>
    public bool Everything { get; init; }

    /// <summary>Whom it covers: short names, or e-mail addresses.</summary>
    public IReadOnlyList<string>? People { get; init; }

    /// <summary>Which channels it covers: names, or <c>workspace/name</c>.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Only what was posted at this instant or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what was posted before this instant.</summary>
    public DateTimeOffset? Until { get; init; }
}
