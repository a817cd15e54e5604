using Collab.Domain.Preferences;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>Reads a person's whole profile: who she is, whom she reports to, who reports to her, how she can be reached.</summary>
public sealed class GetProfile(
    IPeopleStore people, IProfileStore profiles, IPeoplePolicyStore policies, IPreferenceStore preferences, ILastSeenStore lastSeen, PeopleVisibility visibility,
    IPresence presence, TimeProvider time)
{
    /// <summary>Most people who report to her that are read with a profile.</summary>
    public const int MaxReports = 20;

    /// <summary>Whoever may not know of the person finds nobody; of managers and reports one learns only those whom one may know of.</summary>
    public async Task<Result<PersonProfile>> ExecuteAsync(Actor actor, UserId user, CancellationToken ct)
    {
        if (!await visibility.MaySeeAsync(actor, user, ct) || await people.FindAsync([user], ct) is not [var person])
            return new Error.NotFound();
        var reports = await profiles.ListReportsAsync(user, null, MaxReports, ct);
        UserId[] around = [.. reports.Items.Select(r => r.Id).Concat(person.Manager is { } above ? [above] : [])];
        var visible = await visibility.WhomMaySeeAsync(actor, around, ct);
        var manager = person.Manager is { } id && visible.Contains(id) ? (await people.FindAsync([id], ct)).FirstOrDefault(p => p.IsActive) : null;
        var look = PresenceLook.Of(person, presence.Of(user), time.GetUtcNow());
        return new PersonProfile(
            person with { Manager = manager?.Id }, look, manager, [.. reports.Items.Where(r => visible.Contains(r.Id))], reports.Next is not null,
            look.Presence == PresenceState.Offline ? await LastSeenAsync(user, ct) : null);
    }

    private async Task<DateTimeOffset?> LastSeenAsync(UserId user, CancellationToken ct)
    {
        if (!(await policies.FindAsync(ct)).ShowsLastSeen)
            return null;
        var own = await preferences.ListAsync(user, ct);
        return own.Any(p => p is { Name: PreferenceNames.HidesLastSeen, Value: "true" }) ? null : await lastSeen.FindAsync(user, ct);
    }
}

/// <summary>A person's whole profile.</summary>
/// <param name="Person">Who she is.</param>
/// <param name="Look">How she can be reached.</param>
/// <param name="Manager">Whom she reports to.</param>
/// <param name="Reports">Who reports to her, by name; the first of them.</param>
/// <param name="HasMoreReports">There are more.</param>
/// <param name="LastSeenAt">When she was last at a device, to about a minute; null while she is connected, and where policy or she herself does not show it.</param>
public sealed record PersonProfile(
    Person Person, PresenceLook Look, Person? Manager, IReadOnlyList<Person> Reports, bool HasMoreReports, DateTimeOffset? LastSeenAt);
