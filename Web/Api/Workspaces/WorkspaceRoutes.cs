using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Workspaces;

/// <summary>Workspaces and the roles in them.</summary>
internal static class WorkspaceRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapWorkspaces(this IEndpointRouteBuilder api)
    {
        var workspaces = api.MapGroup("/workspaces").WithTags("workspaces");
        workspaces.MapGet("", ListAsync).Describe("listWorkspaces", "Lists one's workspaces by name.", 400);
        workspaces.MapPost("", CreateAsync).Describe("createWorkspace", "Makes a workspace; admins of the organization only.", 400, 403, 409);
        workspaces.MapGet("/{workspace:id}/members", ListMembersAsync).Describe("listWorkspaceMembers", "Lists the people of a workspace; not for guests.", 400);
        workspaces.MapPut("/{workspace:id}/members/{person:id}/role", SetRoleAsync)
            .Describe("setWorkspaceRole", "Changes a person's role in a workspace; its admins only.", 400, 403, 409);
    }

    private static async Task<Results<Ok<Page<MyWorkspace>>, ApiProblem>> ListAsync(
        string? cursor, int? limit, Caller caller, ListWorkspaces listWorkspaces, CancellationToken ct) =>
        (await listWorkspaces.ExecuteAsync(caller.Actor, cursor, limit, ct)).Ok();

    private static async Task<Results<Created<Workspace>, ApiProblem>> CreateAsync(
        NewWorkspace body, Caller caller, CreateWorkspace createWorkspace, CancellationToken ct) =>
        (await createWorkspace.ExecuteAsync(caller.Actor, body.Name, body.Slug, ct)).Created(w => $"/workspaces/{w.Id}/members");

    private static async Task<Results<Ok<Page<WorkspaceMember>>, ApiProblem>> ListMembersAsync(
        WorkspaceId workspace, string? cursor, int? limit, Caller caller, ListWorkspaceMembers listMembers, CancellationToken ct) =>
        (await listMembers.ExecuteAsync(caller.Actor, workspace, cursor, limit, ct)).Ok();

    private static async Task<Results<NoContent, ApiProblem>> SetRoleAsync(
        WorkspaceId workspace, UserId person, NewWorkspaceRole body, Caller caller, SetWorkspaceRole setRole, CancellationToken ct) =>
        (await setRole.ExecuteAsync(caller.Actor, workspace, person, body.Role, ct)).NoContent();
}

/// <summary>A workspace to be made.</summary>
/// <param name="Name">Its name, 1–80 characters.</param>
/// <param name="Slug">Its short name in addresses; made from the name when left out.</param>
internal sealed record NewWorkspace(string? Name, string? Slug = null);

/// <summary>A role in a workspace.</summary>
/// <param name="Role">The new role.</param>
internal sealed record NewWorkspaceRole(WorkspaceRole Role);
