using Collab.Domain.Files;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Hidden;

/// <summary>
/// Leaves out what a person does not see, and what nobody sees any more because its time has come; each look is one into a key. It asks for a largest number where "is there any" would
/// do: of that MariaDB makes a list of everything that she has hidden on the shard, before it reads the first row.
/// </summary>
internal static class SightQuery
{
    /// <summary>Messages of the seat's stream, as its actor sees them at an instant.</summary>
    public static IQueryable<MessageRow> MessagesOf(this ShardContext context, Seat seat, DateTimeOffset now)
    {
        var (id, user, cleared) = (seat.Stream.Id, seat.Actor.User, seat.Sight.Cleared);
        var rows = context.Messages.Where(m => m.Bucket == id.Bucket && m.StreamId == id && (m.ExpiresAt == null || m.ExpiresAt > now));
        if (seat.Stream.Kind != StreamKind.Thread && cleared.Seq > 0)
            rows = rows.Where(m => m.Seq > cleared.Seq);
        if (seat.Stream.Kind == StreamKind.Thread && cleared.At is { } at)
            rows = rows.Where(m => m.PostedAt > at);
        if (seat.Sight.HasHidden)
        {
            rows = rows.Where(m => context.HiddenMessages
                .Where(h => h.Bucket == m.Bucket && h.StreamId == m.StreamId && h.UserId == user && h.Seq == m.Seq).Max(h => (long?)h.Seq) == null);
        }

        return rows;
    }

    /// <summary>Files of the place of the seat's stream, without those whose messages its actor does not see at an instant; some may go with a thread of it.</summary>
    public static IQueryable<FileRow> FilesOf(this ShardContext context, Seat seat, DateTimeOffset now)
    {
        var (place, user, cleared) = (FilePlace.Of(seat), seat.Actor.User, seat.Sight.Cleared);
        var rows = context.Files.Where(f => f.Bucket == place.Bucket && f.StreamId == place && (f.ExpiresAt == null || f.ExpiresAt > now)
            && context.HiddenMessages
                .Where(h => h.Bucket == f.Bucket && h.StreamId == f.MessageStreamId && h.UserId == user && h.Seq == f.MessageSeq).Max(h => (long?)h.Seq) == null);
        if (cleared.At is { } at)
        {
            rows = rows.Where(f => f.MessageStreamId == place
                ? f.MessageSeq > cleared.Seq
                : !context.Messages.Any(m => m.Bucket == f.Bucket && m.StreamId == f.MessageStreamId && m.Seq == f.MessageSeq && m.PostedAt <= at));
        }

        return rows;
    }
}
