using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Streams;

/// <summary>
/// Checks in the transaction of a write that a seat still allows what it allowed when it was made. The head and the
/// actor's own seat are read under the head's lock and hold until the commit. Roles in the workspace and the organization
/// live in the directory, which no transaction of a bucket can lock: they are read here, as late as can be. Whoever loses
/// such a role between this read and the commit, some milliseconds later, has still acted with it.
/// </summary>
public sealed class SeatRenewal(IStandings standings)
{
    /// <summary>Why the actor may not do it any more; null when she may.</summary>
    public async Task<Error?> RefusalAsync(Seat seat, StreamWithSeat now, Rights needed, CancellationToken ct)
    {
        var membership = now.Seat is { IsActive: true } active ? active : null;
        var renewed = now.Head.Kind == StreamKind.Channel
            ? await RenewAsync(seat.Actor, now.Head, membership, ct)
            : membership is null ? null : new Seat(seat.Actor, now.Head, membership, StreamRules.ChatRights(now.Head));
        if (renewed is null)
            return new Error.NotFound();
        return renewed.Allows(needed) ? null : StreamRules.Refusal(renewed, needed);
    }

    private async Task<Seat?> RenewAsync(Actor actor, StreamView channel, SeatView? membership, CancellationToken ct)
    {
        if (channel.Workspace is not { } workspace)
            throw new InvalidOperationException($"Channel {channel.Id} has no workspace.");
        if (membership is null && channel.Visibility == ChannelVisibility.Private)
            return null;
        if (await standings.FindAsync(actor.User, workspace, ct) is not { Workspace: { } role } standing || (membership is null && role == WorkspaceRole.Guest))
            return null;
        var now = actor with { Role = standing.Organization };
        return new Seat(now, channel, membership, StreamRules.ChannelRights(now, channel, membership, role));
    }
}
