using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Channels;

/// <summary>Adds people to a channel or group chat.</summary>
public sealed class AddMembers(StreamAccess access, ISeatStore seats, IWorkspaceStore workspaces, PeopleVisibility visibility, AuditTrail audit)
{
    /// <summary>Most people added at once.</summary>
    public const int MaxPeople = 200;

    /// <summary>Returns those who were not in yet.</summary>
    public async Task<Result<IReadOnlyList<UserId>>> ExecuteAsync(AddMembersRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, Rights.Invite, ct)).TryGet(out var seat, out var error))
            return error;
        UserId[] people = [.. request.People.Distinct()];
        if (people.Length is 0 or > MaxPeople)
            return new Error.Invalid("members.count", $"Add between 1 and {MaxPeople} people at once.", "people");
        if (seat.Stream.Kind == StreamKind.Group && seat.Stream.MemberCount + people.Length > StreamRules.MaxGroupMembers)
            return new Error.Conflict("group.full", $"A group chat has at most {StreamRules.MaxGroupMembers} people. Make a channel instead.");
        if (!await MayBeAddedAsync(request.Actor, seat.Stream, people, ct))
            return new Error.NotFound();
        var entry = audit.Entry(request.Actor, AuditActs.ChannelMembersAdded, $"channel:{request.Stream}", ("people", string.Join(' ', people)));
        return await seats.AddAsync(seat, [.. people.Select(p => new NewSeat(p, SeatRole.Member))], entry, ct);
    }

    private async Task<bool> MayBeAddedAsync(Actor actor, StreamView stream, UserId[] people, CancellationToken ct)
    {
        if (stream.Workspace is { } workspace)
            return (await workspaces.WhoIsInAsync(workspace, people, ct)).Count == people.Length;
        foreach (var person in people)
        {
            if (!await visibility.MaySeeAsync(actor, person, ct))
                return false;
        }

        return true;
    }
}

/// <summary>Who is added where.</summary>
/// <param name="Actor">Who adds.</param>
/// <param name="Stream">Where.</param>
/// <param name="People">Whom.</param>
public sealed record AddMembersRequest(Actor Actor, StreamId Stream, IReadOnlyCollection<UserId> People);
