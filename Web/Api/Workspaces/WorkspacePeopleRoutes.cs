using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Web.Api.Document;
using Collab.Web.Hosting.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Workspaces;

/// <summary>Finding people in a workspace, and inviting new ones.</summary>
internal static class WorkspacePeopleRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapWorkspacePeople(this IEndpointRouteBuilder api)
    {
        var workspace = api.MapGroup("/workspaces/{workspace:id}").WithTags("workspaces");
        workspace.MapGet("/people", SearchAsync)
            .Describe("searchPeople", "Finds people by the beginnings of their names, titles or departments, and by department, location, being online or a guest; a guest names a stream within which.", 400);
        workspace.MapGet("/people/values", ListValuesAsync).Describe("listProfileValues", "Lists the departments and locations by which people can be found.");
        workspace.MapPost("/invitations", InviteAsync).Describe("invitePeople", "Invites people by e-mail address and returns the link of each, once.", 400, 403);
    }

    private static async Task<Results<Ok<Page<Person>>, ApiProblem>> SearchAsync(
        WorkspaceId workspace, [AsParameters] PeopleSearch search, Caller caller, SearchPeople searchPeople, CancellationToken ct) =>
        (await searchPeople.ExecuteAsync(
            new SearchPeopleRequest(caller.Actor, workspace, search.Query, search.Within, search.Cursor, search.Limit, search.Filter), ct)).Ok();

    private static async Task<Results<Ok<ProfileValues>, ApiProblem>> ListValuesAsync(
        WorkspaceId workspace, Caller caller, ListProfileValues listValues, CancellationToken ct) =>
        (await listValues.ExecuteAsync(caller.Actor, workspace, ct)).Ok();

    private static async Task<Results<Ok<Listing<NewInvitationLink>>, ApiProblem>> InviteAsync(
        WorkspaceId workspace, NewInvitations body, Caller caller, InvitePeople invitePeople, CollabOptions options, HttpRequest request, CancellationToken ct)
    {
        var address = options.Url.Length > 0 ? options.Url.TrimEnd('/') : $"{request.Scheme}://{request.Host}";
        var invited = await invitePeople.ExecuteAsync(new InvitePeopleRequest(caller.Actor, workspace, body.Emails, body.Role, body.Channels ?? []), ct);
        return invited.Ok(issued => new Listing<NewInvitationLink>([.. issued.Select(i => LinkOf(i, address))]));
    }

    private static NewInvitationLink LinkOf(IssuedInvitation issued, string address) =>
        new(issued.Invitation.Id, issued.Invitation.Email.Value, issued.Invitation.Role, issued.Invitation.ExpiresAt, $"{address}/invite/{issued.Token}");
}

/// <summary>Whom one looks for.</summary>
/// <param name="Query">Beginnings of the words of names, handles, titles or departments.</param>
/// <param name="Within">A stream whose people are wanted.</param>
/// <param name="Department">Only people of this department.</param>
/// <param name="Location">Only people at this location.</param>
/// <param name="Online">True for people who are connected alone.</param>
/// <param name="Guests">True for guests alone.</param>
/// <param name="From">Begins at this letter of the alphabet of names.</param>
/// <param name="Everywhere">True for people of all workspaces that one is in.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
internal sealed record PeopleSearch(
    string? Query, StreamId? Within, string? Department, string? Location, bool? Online, bool? Guests, string? From, bool? Everywhere, string? Cursor, int? Limit)
{
    /// <summary>Who of those found is wanted.</summary>
    internal PeopleFilter Filter => new(Department, Location, Online == true, Guests == true, From, Everywhere == true);
}

/// <summary>Who is invited.</summary>
/// <param name="Emails">Their addresses, at most 100.</param>
/// <param name="Role">As what.</param>
/// <param name="Channels">Channels that they are seated in on arrival; for a guest, the only ones that she will see.</param>
internal sealed record NewInvitations(IReadOnlyList<string> Emails, WorkspaceRole Role = WorkspaceRole.Member, IReadOnlyList<StreamId>? Channels = null);

/// <summary>An invitation that was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Email">Whom.</param>
/// <param name="Role">As what.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
/// <param name="Url">The link to hand over; it is told only this once.</param>
internal sealed record NewInvitationLink(InvitationId Id, string Email, WorkspaceRole Role, DateTimeOffset ExpiresAt, string Url);
