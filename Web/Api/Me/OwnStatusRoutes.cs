using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Me;

/// <summary>What one says of oneself: profile, status, do not disturb, away.</summary>
internal static class OwnStatusRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapOwnStatus(this IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("me");
        me.MapPut("/profile", UpdateAsync).Describe("updateProfile", "Changes one's profile, as far as the organization leaves it to oneself; what is left out becomes empty.", 400, 403);
        me.MapPut("/status", SetStatusAsync).Describe("setStatus", "Says what one is doing.", 400);
        me.MapDelete("/status", ClearStatusAsync).Describe("clearStatus", "Takes back what one said.");
        me.MapPut("/pause", PauseAsync).Describe("pauseNotifications", "Do not disturb, from now until a time.", 400);
        me.MapDelete("/pause", ResumeAsync).Describe("resumeNotifications", "Ends a pause.");
        me.MapPut("/hours", SetHoursAsync).Describe("setHours", "Says on which weekdays and between which hours one wants notifications.", 400);
        me.MapDelete("/hours", ClearHoursAsync).Describe("clearHours", "One wants notifications at all hours.");
        me.MapPut("/away", SetAwayAsync).Describe("setAway", "Says that one is away, whatever one does at one's devices; or back.");
    }

    private static async Task<Results<Ok<Person>, ApiProblem>> UpdateAsync(NewProfile body, Caller caller, UpdateProfile update, CancellationToken ct) =>
        (await update.ExecuteAsync(
            new UpdateProfileRequest(caller.Actor, body.DisplayName, body.Title, body.Pronouns, body.Department, body.Location, body.TimeZone, body.Manager), ct)).Ok();

    private static async Task<Results<Ok<Person>, ApiProblem>> SetStatusAsync(NewStatus body, Caller caller, SetStatus setStatus, CancellationToken ct) =>
        (await setStatus.ExecuteAsync(new SetStatusRequest(caller.Actor, body.Emoji, body.Text, body.Until, body.PausesNotifications), ct)).Ok();

    private static async Task<Results<Ok<Person>, ApiProblem>> ClearStatusAsync(Caller caller, SetStatus setStatus, CancellationToken ct) =>
        (await setStatus.ExecuteAsync(new SetStatusRequest(caller.Actor, null, null, Clears: true), ct)).Ok();

    private static async Task<Results<Ok<Person>, ApiProblem>> PauseAsync(NewPause body, Caller caller, PauseNotifications pause, CancellationToken ct) =>
        (await pause.ExecuteAsync(caller.Actor, body.Until, ct)).Ok();

    private static async Task<Results<Ok<Person>, ApiProblem>> ResumeAsync(Caller caller, PauseNotifications pause, CancellationToken ct) =>
        (await pause.ExecuteAsync(caller.Actor, null, ct)).Ok();

    private static async Task<Results<Ok<Person>, ApiProblem>> SetHoursAsync(NewHours body, Caller caller, SetHours setHours, CancellationToken ct) =>
        (await setHours.ExecuteAsync(caller.Actor, body.Hours, body.TimeZone, ct)).Ok();

    private static async Task<Results<Ok<Person>, ApiProblem>> ClearHoursAsync(Caller caller, SetHours setHours, CancellationToken ct) =>
        (await setHours.ExecuteAsync(caller.Actor, null, null, ct)).Ok();

    private static async Task<Results<Ok<Person>, ApiProblem>> SetAwayAsync(NewAway body, Caller caller, SetAway setAway, CancellationToken ct) =>
        (await setAway.ExecuteAsync(caller.Actor, body.Away, ct)).Ok();
}

/// <summary>A profile as it shall be.</summary>
/// <param name="DisplayName">One's name.</param>
/// <param name="Title">What one does; at most 80 characters.</param>
/// <param name="Pronouns">How others refer to one; at most 40 characters.</param>
/// <param name="Department">Where one belongs; at most 80 characters.</param>
/// <param name="Location">Where one works; at most 80 characters.</param>
/// <param name="TimeZone">IANA name of the zone that one lives by.</param>
/// <param name="Manager">Whom one reports to.</param>
internal sealed record NewProfile(
    string DisplayName, string? Title = null, string? Pronouns = null, string? Department = null, string? Location = null, string? TimeZone = null, UserId? Manager = null);

/// <summary>What one is doing. One of emoji and text is needed.</summary>
/// <param name="Emoji">An emoji or its shortcode.</param>
/// <param name="Text">At most 100 characters.</param>
/// <param name="Until">When it ends by itself, within a year; without it, when one clears it.</param>
/// <param name="PausesNotifications">While it lasts one is not to be disturbed.</param>
internal sealed record NewStatus(string? Emoji = null, string? Text = null, DateTimeOffset? Until = null, bool PausesNotifications = false);

/// <summary>For how long one is not to be disturbed.</summary>
/// <param name="Until">When that ends, within a year.</param>
internal sealed record NewPause(DateTimeOffset Until);

/// <summary>When one wants notifications.</summary>
/// <param name="Hours">Such as <c>mon 09:00-18:00, tue 09:00-18:00</c>; days that are not named are quiet.</param>
/// <param name="TimeZone">IANA name of the zone of these hours, which becomes that of one's profile.</param>
internal sealed record NewHours(string Hours, string TimeZone);

/// <summary>Whether one is away.</summary>
/// <param name="Away">True whatever one does at one's devices.</param>
internal sealed record NewAway(bool Away);
