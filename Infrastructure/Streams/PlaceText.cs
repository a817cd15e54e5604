using System.Data.Common;
using System.Globalization;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Streams;

/// <summary>
/// All rows of a person's sidebar on a shard as one plain statement: each page and each program begins with it, and a device with
/// every look. What <see cref="PlaceQuery"/> reads of one row; that both say the same is a property test's business. Nothing is
/// looked for behind a marker that is at the end.
/// </summary>
internal static class PlaceText
{
    private const string IsBehind = "h.last_seq > s.last_read_seq";

    private const string Uncounted =
        "(SELECT COUNT(*) FROM uncounted AS u WHERE u.bucket = s.bucket AND u.stream_id = s.stream_id AND u.seq > s.last_read_seq)";

    private const string Mentions =
        "(SELECT COUNT(*) FROM mention AS m WHERE m.bucket = s.bucket AND m.stream_id = s.stream_id AND m.user_id = s.user_id AND m.seq > s.last_read_seq)";

    private const string Reminders =
        """
        (SELECT COUNT(*) FROM reminder AS r WHERE r.bucket = s.bucket AND r.stream_id = s.stream_id AND r.seq > s.joined_seq AND r.seq > s.cleared_seq
         AND r.seq <= s.last_read_seq AND r.author_id <> s.user_id
         AND NOT EXISTS (SELECT 1 FROM confirmation AS c WHERE c.bucket = r.bucket AND c.stream_id = r.stream_id AND c.seq = r.seq AND c.user_id = s.user_id))
        """;

    private const string HasSubjectCalls =
        "EXISTS (SELECT 1 FROM subject_call AS c WHERE c.bucket = s.bucket AND c.stream_id = s.stream_id AND c.seq > s.last_read_seq)";

    private const string HasHidden =
        "EXISTS (SELECT 1 FROM hidden_message AS x WHERE x.bucket = s.bucket AND x.stream_id = s.stream_id AND x.user_id = s.user_id AND (x.seq > s.last_read_seq OR h.reminders > 0))";

    private static readonly string Columns = string.Join(", ", StreamColumns.All.Split(", ").Select(c => "h." + c))
        + ", s.role, s.last_read_seq, s.own_after, s.is_starred, s.muted_until";

    /// <summary>The statement.</summary>
    public static string Of(UserId user) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT {Columns}, {When(IsBehind, Uncounted)}, {When(IsBehind, Mentions)}, {When(IsBehind, BroadcastsTo(user))}, {When("h.reminders > 0", Reminders)},
         {When(IsBehind, HasSubjectCalls)}, {When($"{IsBehind} OR h.reminders > 0", HasHidden)}
         FROM seat AS s INNER JOIN stream AS h ON s.bucket = h.bucket AND s.stream_id = h.stream_id
         WHERE s.user_id = {user.Value} AND s.kind IN ({(int)StreamKind.Channel}, {(int)StreamKind.Direct}, {(int)StreamKind.Group}) AND s.left_seq IS NULL
        """);

    /// <summary>A row of it.</summary>
    public static PlaceRow Read(DbDataReader reader)
    {
        var head = StreamColumns.Read(reader);
        return new PlaceRow
        {
            Head = head,
            Seat = new SeatRow
            {
                Bucket = head.Bucket,
                StreamId = head.StreamId,
                Role = (SeatRole)reader.GetInt64(24),
                LastReadSeq = reader.GetInt64(25),
                OwnAfter = reader.GetInt32(26),
                IsStarred = reader.GetInt64(27) != 0,
                MutedUntil = reader.InstantOrNull(28),
            },
            Uncounted = reader.GetInt32(29),
            Mentions = reader.GetInt32(30),
            Broadcasts = reader.GetInt32(31),
            Reminders = reader.GetInt32(32),
            HasSubjectCalls = reader.GetInt64(33) != 0,
            HasHidden = reader.GetInt64(34) != 0,
        };
    }

    private static string When(string condition, string count) => $"CASE WHEN {condition} THEN {count} ELSE 0 END";

    // An id is a number: it stands in the text.
    private static string BroadcastsTo(UserId user) =>
        "(SELECT COUNT(*) FROM broadcast AS b WHERE b.bucket = s.bucket AND b.stream_id = s.stream_id AND b.seq > s.last_read_seq AND b.author_id <> s.user_id "
        + $"AND (b.present IS NULL OR INSTR(b.present, '{Calls.PresentAs(user)}') > 0))";
}
