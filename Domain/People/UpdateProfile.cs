using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>Changes one's own profile, as far as the organization leaves it to oneself.</summary>
public sealed class UpdateProfile(IPeopleStore people, IProfileStore profiles, IPeoplePolicyStore policies, PeopleVisibility visibility, IRateLimits limits, IEventBus bus)
{
    /// <summary>Longest title, department or location.</summary>
    public const int MaxLength = 80;

    /// <summary>Longest pronouns.</summary>
    public const int MaxPronouns = 40;

    // Nobody's line is longer; it also ends a walk up a line that others bend meanwhile.
    private const int MaxLevels = 50;

    /// <summary>Returns oneself as one is then. A field that the organization keeps must be handed in as it is.</summary>
    public async Task<Result<Person>> ExecuteAsync(UpdateProfileRequest request, CancellationToken ct)
    {
        if (!limits.Take(request.Actor.User, RateKind.Change).TryGet(out _, out var error)
            || !Name.Parse(request.DisplayName, "displayName").TryGet(out var name, out error)
            || !Line(request.Title, MaxLength, "title").TryGet(out var title, out error)
            || !Line(request.Pronouns, MaxPronouns, "pronouns").TryGet(out var pronouns, out error)
            || !Line(request.Department, MaxLength, "department").TryGet(out var department, out error)
            || !Line(request.Location, MaxLength, "location").TryGet(out var location, out error)
            || !Zone(request.TimeZone).TryGet(out var zone, out error))
            return error;
        if (await people.FindAsync([request.Actor.User], ct) is not [var before])
            return new Error.NotFound();
        var change = new PersonChange.Profile(name, title, pronouns, department, location, zone, request.Manager);
        if ((Differing(before, change) & (await policies.FindAsync(ct)).Fixed) != ProfileFields.None)
            return new Error.Forbidden("profile.fixed", "Your organization keeps this part of your profile. Ask an admin to change it.");
        if (request.Manager != before.Manager && await CheckManagerAsync(request.Actor, request.Manager, ct) is { } refused)
            return refused;
        if (!(await profiles.ChangeAsync(request.Actor.User, change, ct)).TryGet(out var after, out error))
            return error;
        await bus.PublishAsync([new PersonSignal(after)], ct);
        return after;
    }

    /// <summary>Checks the name of a time zone; empty is none.</summary>
    internal static Result<string> Zone(string? zone) =>
        string.IsNullOrEmpty(zone) ? "" : zone.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? TimeZoneInfo.TryConvertWindowsIdToIanaId(found.Id, out var iana) ? iana : found.Id
            : new Error.Invalid("profile.zone_unknown", "Choose a time zone from the list.", "timeZone");

    private static Result<string> Line(string? text, int most, string field)
    {
        var clean = PlainText.Line(text);
        return clean.Length > most ? new Error.Invalid("profile.too_long", $"This is too long: at most {most} characters.", field) : clean;
    }

    private static ProfileFields Differing(Person before, PersonChange.Profile after) =>
        (before.DisplayName != after.DisplayName.Value ? ProfileFields.DisplayName : 0)
        | (before.Title != after.Title ? ProfileFields.Title : 0)
        | (before.Pronouns != after.Pronouns ? ProfileFields.Pronouns : 0)
        | (before.Department != after.Department ? ProfileFields.Department : 0)
        | (before.Location != after.Location ? ProfileFields.Location : 0)
        | (before.TimeZone != after.TimeZone ? ProfileFields.TimeZone : 0)
        | (before.Manager != after.Manager ? ProfileFields.Manager : 0);

    private async Task<Error?> CheckManagerAsync(Actor actor, UserId? manager, CancellationToken ct)
    {
        var next = manager;
        for (var level = 0; next is { } above && level < MaxLevels; level++)
        {
            if (above == actor.User)
                return new Error.Invalid("profile.manager_loop", "Nobody reports to herself, not even by way of others.", "manager");
            if (level == 0 && !await visibility.MaySeeAsync(actor, above, ct))
                return new Error.NotFound();
            if (await people.FindAsync([above], ct) is not [{ IsActive: true } person])
                return level == 0 ? new Error.NotFound() : null;
            next = person.Manager;
        }

        return null;
    }
}

/// <summary>A profile as it shall be.</summary>
/// <param name="Actor">Whose.</param>
/// <param name="DisplayName">Her name.</param>
/// <param name="Title">What she does.</param>
/// <param name="Pronouns">How others refer to her.</param>
/// <param name="Department">Where she belongs.</param>
/// <param name="Location">Where she works.</param>
/// <param name="TimeZone">IANA name of the zone that she lives by.</param>
/// <param name="Manager">Whom she reports to.</param>
public sealed record UpdateProfileRequest(
    Actor Actor, string? DisplayName, string? Title, string? Pronouns, string? Department, string? Location, string? TimeZone, UserId? Manager);
