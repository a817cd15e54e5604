using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.UserGroups;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.UserGroups;

/// <summary>Groups of people that a message can call by one handle.</summary>
internal static class UserGroupRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapUserGroups(this IEndpointRouteBuilder api)
    {
        var ofWorkspace = api.MapGroup("/workspaces/{workspace:id}/groups").WithTags("groups");
        ofWorkspace.MapGet("", ListAsync).Describe("listGroups", "Lists the groups of a workspace by handle; not for guests.", 400);
        ofWorkspace.MapPost("", CreateAsync).Describe("createGroup", "Makes an empty group; admins of the workspace only.", 400, 403, 409);

        var group = api.MapGroup("/groups/{group:id}").WithTags("groups");
        group.MapPut("", RenameAsync).Describe("renameGroup", "Gives a group another handle and name; admins of the workspace only.", 400, 403, 409);
        group.MapDelete("", DeleteAsync).Describe("deleteGroup", "Takes a group away; admins of the workspace only.", 403);
        group.MapGet("/members", ListMembersAsync).Describe("listGroupMembers", "Lists who is in a group; not for guests.", 400);
        group.MapPost("/members", ChangeMembersAsync)
            .Describe("changeGroupMembers", "Takes people into a group and out of it; returns the group as it is now; admins of the workspace only.", 400, 403, 409);
    }

    private static async Task<Results<Ok<Page<UserGroup>>, ApiProblem>> ListAsync(
        WorkspaceId workspace, string? handle, string? cursor, int? limit, Caller caller, ListGroups list, CancellationToken ct) =>
        (await list.ExecuteAsync(new ListGroupsRequest(caller.Actor, workspace, handle, cursor, limit), ct)).Ok();

    private static async Task<Results<Created<UserGroup>, ApiProblem>> CreateAsync(
        WorkspaceId workspace, NewGroup body, Caller caller, CreateGroup create, CancellationToken ct) =>
        (await create.ExecuteAsync(new CreateGroupRequest(caller.Actor, workspace, body.Handle, body.Name), ct)).Created(made => $"/groups/{made.Id}/members");

    private static async Task<Results<Ok<UserGroup>, ApiProblem>> RenameAsync(
        UserGroupId group, NewGroup body, Caller caller, RenameGroup rename, CancellationToken ct) =>
        (await rename.ExecuteAsync(caller.Actor, group, body.Handle, body.Name, ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> DeleteAsync(UserGroupId group, Caller caller, DeleteGroup delete, CancellationToken ct) =>
        (await delete.ExecuteAsync(caller.Actor, group, ct)).NoContent();

    private static async Task<Results<Ok<Page<UserId>>, ApiProblem>> ListMembersAsync(
        UserGroupId group, string? cursor, int? limit, Caller caller, ListGroupMembers list, CancellationToken ct) =>
        (await list.ExecuteAsync(caller.Actor, group, cursor, limit, ct)).Ok();

    private static async Task<Results<Ok<UserGroup>, ApiProblem>> ChangeMembersAsync(
        UserGroupId group, GroupMembersChanges body, Caller caller, ChangeGroupMembers change, CancellationToken ct) =>
        (await change.ExecuteAsync(new ChangeGroupMembersRequest(caller.Actor, group, body.Add ?? [], body.Remove ?? []), ct)).Ok();
}

/// <summary>A group to be made, or its new names.</summary>
/// <param name="Handle">What one types after the at sign: 2–32 letters a–z, digits, dots, dashes, underscores.</param>
/// <param name="Name">What it is called in lists, at most 80 characters; the handle when left out.</param>
internal sealed record NewGroup(string? Handle, string? Name = null);

/// <summary>Who goes in and out, at most 200 together.</summary>
/// <param name="Add">Who comes in.</param>
/// <param name="Remove">Who goes out.</param>
internal sealed record GroupMembersChanges(IReadOnlyList<UserId>? Add = null, IReadOnlyList<UserId>? Remove = null);
