using Collab.Domain.Channels;
using Collab.Domain.Hidden;
using Collab.Domain.Roaming;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Streams;

/// <summary>The one door to streams: finds the stream through the actor's rights, or does not find it at all.</summary>
public sealed class StreamAccess(IStreamStore streams, IWorkspaceStore workspaces)
{
    /// <summary>Enters a stream; whoever may not even know of it gets <see cref="Error.NotFound"/>.</summary>
    public async Task<Result<Seat>> EnterAsync(Actor actor, StreamId id, CancellationToken ct)
    {
        var found = await streams.FindAsync(id, actor.User, ct);
        if (found is null || found.Head.Organization != actor.Organization)
            return new Error.NotFound();
        return found.Head.Kind switch
        {
            StreamKind.Thread => await EnterThreadAsync(actor, found, ct),
            StreamKind.Channel => await EnterChannelAsync(actor, found, ct),
            StreamKind.Direct or StreamKind.Group => EnterChat(actor, found),
            _ => throw new InvalidOperationException($"Unknown kind of stream: {found.Head.Kind}."),
        };
    }

    /// <summary>Enters a stream and asks for rights in it; the error says what is missing.</summary>
    public async Task<Result<Seat>> EnterAsync(Actor actor, StreamId id, Rights needed, CancellationToken ct)
    {
        var entered = await EnterAsync(actor, id, ct);
        if (!entered.TryGet(out var seat, out _) || seat.Allows(needed))
            return entered;
        return StreamRules.Refusal(seat, needed);
    }

    /// <summary>Enters any stream of the organization to read it for an audit; it leaves no trace there, but in the audit log.</summary>
    public async Task<Result<Seat>> EnterAsync(AuditPermit permit, StreamId id, CancellationToken ct)
    {
        var found = await streams.FindAsync(id, permit.Actor.User, ct);
        return found is null || found.Head.Organization != permit.Actor.Organization ? new Error.NotFound() : new Seat(permit.Actor, found.Head, null, Rights.Read);
    }

    /// <summary>
    /// Enters a stream of the person whose roaming view it is, to read it; it leaves no trace there, but in the audit log. Of a place
    /// that she has left, and that others cannot look into, up to the number that is returned with it.
    /// </summary>
    public async Task<Result<(Seat Seat, long? Until)>> EnterAsync(RoamingPermit permit, StreamId id, CancellationToken ct)
    {
        var found = await streams.FindAsync(id, permit.View.Person, ct);
        if (found is null || found.Head.Organization != permit.Actor.Organization)
            return new Error.NotFound();
        if (found.Head is { Kind: StreamKind.Thread, Parent: { } parent })
        {
            // A thread goes on after she has left its place: then none of it is shown that she may not have seen.
            if (!(await EnterAsync(permit, parent, ct)).TryGet(out var above, out var error))
                return error;
            return above.Until is null ? (new Seat(permit.Actor, found.Head, null, Rights.Read), (long?)null) : new Error.NotFound();
        }

        if (found.Seat is not { } seat)
            return new Error.NotFound();
        var until = found.Head.Visibility == ChannelVisibility.Public && found.Head.Kind == StreamKind.Channel ? null : seat.LeftSeq;
        return (new Seat(permit.Actor, found.Head, null, Rights.Read), until);
    }

    private static Result<Seat> EnterChat(Actor actor, StreamWithSeat found) =>
        found.Seat is { IsActive: true }
            ? new Seat(actor, found.Head, found.Seat, StreamRules.ChatRights(found.Head)) { Sight = SightOf(found) }
            : new Error.NotFound();

    private static Sight SightOf(StreamWithSeat found) => new(found.HasHidden, found.Seat?.Cleared ?? ClearedHistory.None);

    private async Task<Result<Seat>> EnterChannelAsync(Actor actor, StreamWithSeat found, CancellationToken ct)
    {
        if (found.Head.Workspace is not { } workspace)
            throw new InvalidOperationException($"Channel {found.Head.Id} has no workspace.");
        var isMember = found.Seat is { IsActive: true };
        if (!isMember && found.Head.Visibility == ChannelVisibility.Private)
            return new Error.NotFound();
        var role = await workspaces.FindRoleAsync(workspace, actor.User, ct);
        if (role is null || (!isMember && role == WorkspaceRole.Guest))
            return new Error.NotFound();
        var rights = StreamRules.ChannelRights(actor, found.Head, isMember ? found.Seat : null, role.Value);
        return new Seat(actor, found.Head, found.Seat, rights, found.LastPostAt) { Sight = SightOf(found) };
    }

    private async Task<Result<Seat>> EnterThreadAsync(Actor actor, StreamWithSeat found, CancellationToken ct)
    {
        if (found.Head.Parent is not { } parent)
            throw new InvalidOperationException($"Thread {found.Head.Id} has no parent.");
        var entered = await EnterAsync(actor, parent, ct);
        if (!entered.TryGet(out var above, out var error))
            return error;
        return new Seat(actor, found.Head, found.Seat, StreamRules.ThreadRights(above)) { Sight = new Sight(found.HasHidden, above.Sight.Cleared) };
    }
}
