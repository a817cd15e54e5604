using System.Data.Common;
using System.Globalization;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Threads;

/// <summary>
/// The threads of a shard that a person follows, the newest first, and whether each may have unread replies, as one plain
/// statement. Without those of which she has cleared everything with their place, and those that are gone with their root.
/// </summary>
internal static class FollowedText
{
    /// <summary>The statement.</summary>
    public static string Of(UserId user, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT s.stream_id, h.last_seq > s.last_read_seq + s.own_after
         FROM seat AS s INNER JOIN stream AS h ON s.bucket = h.bucket AND s.stream_id = h.stream_id
         WHERE s.user_id = {user.Value} AND s.kind = {(int)StreamKind.Thread} AND s.left_seq IS NULL
         AND NOT EXISTS (SELECT 1 FROM seat AS p WHERE p.bucket = h.bucket AND p.stream_id = h.parent_id AND p.user_id = {user.Value} AND p.cleared_at >= h.last_message_at)
         AND (h.has_expiring = 0 OR NOT EXISTS (SELECT 1 FROM message AS m
          WHERE m.bucket = h.bucket AND m.stream_id = h.parent_id AND m.seq = h.parent_seq AND m.expires_at <= {Instant.ToStored(now)}))
         ORDER BY s.stream_id DESC LIMIT {ThreadBook.MaxFollowed}
        """);

    /// <summary>A row of it.</summary>
    public static (StreamId Thread, bool IsBehind) Read(DbDataReader reader) => (new StreamId(reader.GetInt64(0)), reader.GetInt64(1) != 0);
}
