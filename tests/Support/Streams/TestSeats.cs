using Collab.Domain.Confirmations;
using Collab.Domain.Hidden;
using Collab.Domain.Organizations;
using Collab.Domain.Messages;
using Collab.Domain.Receipts;
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
        var cleared = found.Head.Parent is { } parent ? (await streams.FindAsync(parent, user, ct))?.Seat?.Cleared : found.Seat?.Cleared;
        return new Seat(actor, found.Head, found.Seat, rights) { Sight = new Sight(found.HasHidden, cleared ?? ClearedHistory.None) };
    }

    /// <summary>The seat of another member of the same stream, who has never marked anything unread.</summary>
    public static Seat Of(this Seat seat, UserId user) =>
        new(seat.Actor with { User = user }, seat.Stream, new SeatView(user, SeatRole.Member, 0, null, 0, null), seat.Rights);

    /// <summary>The same seat after something has changed in the stream: what was remembered of it before does not count.</summary>
    public static Seat At(this Seat seat, long version) => new(seat.Actor, seat.Stream with { Version = version }, seat.Membership, seat.Rights) { Sight = seat.Sight };

    /// <summary>The same seat in a stream of so many members.</summary>
    public static Seat Among(this Seat seat, int members) => new(seat.Actor, seat.Stream with { MemberCount = members }, seat.Membership, seat.Rights);

    /// <summary>A pass as <see cref="ReceiptAccess"/> would make it for one who may see who has read a message.</summary>
    public static ReceiptPass PassTo(this Seat seat, long seq, UserId author, ReceiptPolicy policy, ConfirmationRequest? confirmation = null) =>
        new(seat, seq, author, policy, mayExport: true, confirmation);

    /// <summary>A pass to the receipts of a message, with what it asks for.</summary>
    public static ReceiptPass PassTo(this Seat seat, MessageView message, ReceiptPolicy policy) =>
        new(seat, message.Seq, message.Author, policy, mayExport: true, message.Confirmation, message.PostedAt);

    /// <summary>The same seat in a stream that there is not, as one that is long gone.</summary>
    public static Seat In(this Seat seat, StreamId stream) => new(seat.Actor, seat.Stream with { Id = stream }, seat.Membership, seat.Rights);
}
