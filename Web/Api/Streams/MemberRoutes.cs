using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Api.Document;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Streams;

/// <summary>Who is in a stream.</summary>
internal static class MemberRoutes
{
    /// <summary>Maps the routes.</summary>
    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("/streams/{stream:id}/members").WithTags("streams");
        members.MapGet("", ListAsync).Describe("listMembers", "Lists who is in a stream: all, managers, guests or those online (filter), or those whose name, handle, title or department has words that begin with the query's.", 400);
        members.MapPost("", AddAsync).Describe("addMembers", "Adds people to a channel or group chat; returns those who were not in yet.", 400, 403, 409);
        members.MapPut("/{person:id}/role", SetRoleAsync).Describe("setMemberRole", "Makes somebody in a channel a member, a manager, or a poster, who also posts where only selected people do; managers only.", 400, 403, 409);
        members.MapDelete("/{person:id}", RemoveAsync).Describe("removeMember", "Takes a person's seat away; managers only.", 403, 409);
    }

    private static async Task<Results<Ok<Page<Member>>, ApiProblem>> ListAsync(
        StreamId stream, string? query, Choice<MemberFilter>? filter, string? cursor, int? limit, Caller caller, ListMembers listMembers, CancellationToken ct) =>
        (await listMembers.ExecuteAsync(new ListMembersRequest(caller.Actor, stream, query, filter?.Value ?? MemberFilter.All, cursor, limit), ct))
        .Ok(page => new Page<Member>([.. page.Items.Select(s => new Member(s.User, s.Role, s.JoinedSeq))], page.Next));

    private static async Task<Results<Ok<Listing<UserId>>, ApiProblem>> AddAsync(
        StreamId stream, NewMembers body, Caller caller, AddMembers addMembers, CancellationToken ct) =>
        (await addMembers.ExecuteAsync(new AddMembersRequest(caller.Actor, stream, body.People), ct)).Ok(added => new Listing<UserId>(added));

    private static async Task<Results<NoContent, ApiProblem>> SetRoleAsync(
        StreamId stream, UserId person, NewMemberRole body, Caller caller, SetChannelRole setRole, CancellationToken ct) =>
        (await setRole.ExecuteAsync(caller.Actor, stream, person, body.Role, ct)).NoContent();

    private static async Task<Results<NoContent, ApiProblem>> RemoveAsync(
        StreamId stream, UserId person, Caller caller, RemoveMember removeMember, CancellationToken ct) =>
        (await removeMember.ExecuteAsync(caller.Actor, stream, person, ct)).NoContent();
}

/// <summary>Who is in a stream. How far others have read is told by receipts alone, as far as the organization lets it be told.</summary>
/// <param name="User">Who.</param>
/// <param name="Role">Her role in it.</param>
/// <param name="JoinedSeq">The newest number when she joined.</param>
internal sealed record Member(UserId User, SeatRole Role, long JoinedSeq);

/// <summary>People to be added.</summary>
/// <param name="People">Who, at most 200.</param>
internal sealed record NewMembers(IReadOnlyList<UserId> People);

/// <summary>A role in a channel.</summary>
/// <param name="Role">The new role.</param>
internal sealed record NewMemberRole(SeatRole Role);
