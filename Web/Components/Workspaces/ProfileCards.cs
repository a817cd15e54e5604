using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>Says in short who somebody is, for the card beside a name. Whoever may not know of her gets none.</summary>
public sealed class ProfileCards(Session session, CircuitLink link, GetProfile getProfile, PersonTimes times, IStringLocalizer<Texts> texts)
{
    /// <summary>The card; null when there is nobody to be shown.</summary>
    public async Task<ProfileCard?> FindAsync(UserId user)
    {
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out _)
            || !(await Outages.GuardAsync(() => getProfile.ExecuteAsync(actor, user, link.Ended))).TryGet(out var profile, out _))
            return null;
        var (person, presence) = (profile.Person, link.PresenceMark(user));
        return new ProfileCard(
            person.DisplayName,
            string.Join(" · ", new[] { person.Title, person.Department, person.IsGuest ? texts["Guest"].Value : "" }.Where(said => said.Length > 0)),
            Avatar.Of(person.Id, person, 36).Value,
            person.IsActive ? presence : "offline",
            person.IsActive ? texts[$"Presence_{presence}"] : texts["Deactivated"],
            person.IsActive && profile.Look.Status is { } status ? $"{status.Emoji} {status.Text}".Trim() : "",
            times.LocalTime(person) is { } local ? $"{texts["LocalTime"]}: {local}" : "",
            person.IsActive && user != session.Me);
    }
}

/// <summary>Who somebody is, in short.</summary>
/// <param name="Name">Her name.</param>
/// <param name="Title">What she does, and where.</param>
/// <param name="Avatar">Safe HTML of her tile.</param>
/// <param name="Presence">How she can be reached, as a mark.</param>
/// <param name="PresenceText">The same in words.</param>
/// <param name="Status">What she says she is doing.</param>
/// <param name="Time">What time it is where she is.</param>
/// <param name="MayWrite">One can write to her.</param>
public sealed record ProfileCard(string Name, string Title, string Avatar, string Presence, string PresenceText, string Status, string Time, bool MayWrite);
