using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Streams;

/// <summary>
/// The rows of a sidebar. Unread is arithmetic on two numbers, less the few rows that do not count; nothing is counted
/// message by message.
/// </summary>
internal static class PlaceQuery
{
    public static IQueryable<PlaceRow> OfUser(ShardContext context, UserId user) =>
        Join(context, context.Seats.Where(s =>
            s.UserId == user && (s.Kind == StreamKind.Channel || s.Kind == StreamKind.Direct || s.Kind == StreamKind.Group) && s.LeftSeq == null));

    public static IQueryable<PlaceRow> OfUser(ShardContext context, UserId user, StreamId stream) =>
        Join(context, context.Seats.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream && s.UserId == user && s.LeftSeq == null));

    private static IQueryable<PlaceRow> Join(ShardContext context, IQueryable<SeatRow> seats) =>
        from seat in seats
        join head in context.Streams on new { seat.Bucket, seat.StreamId } equals new { head.Bucket, head.StreamId }
        select new PlaceRow
        {
            Head = head,
            Seat = seat,
            Uncounted = context.Uncounted.Count(u => u.Bucket == seat.Bucket && u.StreamId == seat.StreamId && u.Seq > seat.LastReadSeq),
            Mentions = context.Mentions.Count(m =>
                m.Bucket == seat.Bucket && m.StreamId == seat.StreamId && m.UserId == seat.UserId && m.Seq > seat.LastReadSeq),
            Broadcasts = context.Broadcasts.Count(b =>
                b.Bucket == seat.Bucket && b.StreamId == seat.StreamId && b.Seq > seat.LastReadSeq && b.AuthorId != seat.UserId),
        };
}

/// <summary>One row, as it comes from the database.</summary>
internal sealed class PlaceRow
{
    public required StreamRow Head { get; init; }

    public required SeatRow Seat { get; init; }

    public int Uncounted { get; init; }

    public int Mentions { get; init; }

    public int Broadcasts { get; init; }

    public long Unread => Math.Max(0, Head.LastSeq - Seat.LastReadSeq - Seat.OwnAfter - Uncounted);

    // In a chat every message is for you; in a channel those that call you. A message that does both is counted once.
    public long Calls => Head.Kind is StreamKind.Direct or StreamKind.Group ? Unread : Math.Min(Unread, Mentions + Broadcasts);

    public PlaceView ToView() => new(Head.ToView(), Seat.Role, Seat.LastReadSeq, Unread, Calls, Seat.IsStarred, Seat.MutedUntil);
}
