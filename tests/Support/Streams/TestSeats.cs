using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Support.Streams;

/// <summary>Seats for store tests, which begin where the check of rights has ended.</summary>
public static class TestSeats
{
    /// <summary>A seat as <see cref="StreamAccess"/> would make it for a member of the stream's workspace.</summary>
    public static async Task<Seat> SeatAsync(this IStreamStore streams, StreamId stream, UserId user, CancellationToken ct = default)
    {
        var found = await streams.FindAsync(stream, user, ct) ?? throw new InvalidOperationException($"There is no stream {stream}.");
        var actor = new Actor(user, found.Head.Organization, OrganizationRole.Member);
        var rights = found.Head.Kind == StreamKind.Channel
            ? StreamRules.ChannelRights(actor, found.Head, found.Seat, WorkspaceRole.Member)
            : StreamRules.ChatRights(found.Head);
        return new Seat(actor, found.Head, found.Seat, rights);
    }

    /// <summary>The same seat in a stream that there is not, as one that is long gone.</summary>
    public static Seat In(this Seat seat, StreamId stream) => new(seat.Actor, seat.Stream with { Id = stream }, seat.Membership, seat.Rights);
}
