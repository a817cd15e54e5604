using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Files;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Messages;

/// <summary>What a group of posts must know under lock, read in one round trip: which buckets are open, heads, keys already used, the authors' seats.</summary>
internal sealed class GroupState
{
    /// <summary>The buckets that may be written here.</summary>
    public HashSet<Bucket> Open { get; } = [];

    public Dictionary<StreamId, StreamRow> Heads { get; } = [];

    public Dictionary<(StreamId Stream, UserId Author, string Key), long> Sent { get; } = [];

    public Dictionary<(StreamId Stream, UserId User), AuthorSeat> Seats { get; } = [];

    // Those that nobody has attached yet, and whose they are.
    private readonly Dictionary<(StreamId Place, FileId File), UserId> _loose = [];

    /// <summary>All files of a post are its author's and loose.</summary>
    public bool HasFilesOf(PendingPost post) =>
        post.Message.Attachments.All(a => _loose.TryGetValue((post.Stream, a.Id), out var uploader) && uploader == post.Author);

    /// <summary>They are not loose any more.</summary>
    public void TakeFilesOf(PendingPost post)
    {
        foreach (var file in post.Message.Attachments)
            _loose.Remove((post.Stream, file.Id));
    }

    /// <summary>Begins the transaction and reads in it.</summary>
    /// <param name="checksKeys">Looks for keys that were used already; otherwise <see cref="Sent"/> stays empty.</param>
    public static async Task<GroupState> BeginAsync(
        DbConnection connection, SqlDialect sql, IReadOnlyList<PendingPost> posts, bool checksKeys, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        Compose(command, sql, posts, checksKeys);
        var state = new GroupState();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            state.Open.Add(new Bucket(reader.GetInt16(0)));
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var head = StreamColumns.Read(reader);
            state.Heads[head.StreamId] = head;
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            state.Seats[(new StreamId(reader.GetInt64(0)), new UserId(reader.GetInt64(1)))] = ReadSeat(reader);
        if (posts.Any(p => p.Message.Attachments.Count > 0) && await reader.NextResultAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                state._loose[(new StreamId(reader.GetInt64(0)), new FileId(reader.GetInt64(1)))] = new UserId(reader.GetInt64(2));
        }

        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            state.Sent[(new StreamId(reader.GetInt64(0)), new UserId(reader.GetInt64(1)), reader.GetString(2))] = reader.GetInt64(3);

        return state;
    }

    // The seats are locked like the heads: a marker that moves meanwhile waits, and counts these messages as one's own.
    private static void Compose(DbCommand command, SqlDialect sql, IReadOnlyList<PendingPost> posts, bool checksKeys)
    {
        var text = new StringBuilder(sql.Begin, 4096).Append(BucketHomes.OpenOf(sql, posts.Select(p => p.Stream.Bucket).Distinct().Order()));
        text.Append("; SELECT ").Append(StreamColumns.All).Append(" FROM stream").Append(sql.ByKey).Append(" WHERE ");
        text.AppendHeads(sql, posts.Select(p => p.Stream).Distinct().Order()).Append(sql.ForUpdate);
        text.Append("; SELECT stream_id, user_id, role, left_seq, last_read_seq, last_post_at FROM seat").Append(sql.ByKey).Append(" WHERE ");
        text.AppendSeats(sql, posts.Select(p => (p.Stream, p.Author)).Distinct().Order()).Append(sql.ForUpdate);
        AppendFiles(text, sql, posts);
        if (checksKeys)
            AppendKeys(text, command, posts);
        command.CommandText = text.ToString();
    }

    // Nearly all posts have none, and read nothing for it.
    private static void AppendFiles(StringBuilder text, SqlDialect sql, IReadOnlyList<PendingPost> posts)
    {
        var files = posts.SelectMany(p => p.Message.Attachments.Select(a => (p.Stream, File: a.Id))).Distinct().Order().ToList();
        if (files.Count == 0)
            return;
        text.Append("; SELECT stream_id, file_id, uploader_id FROM file").Append(sql.ByKey).Append(" WHERE ");
        sql.AppendIn(text, ["bucket", "stream_id", "file_id"], [.. files.SelectMany(f => new[] { f.Stream.Bucket.Value, f.Stream.Value, f.File.Value })]);
        text.Append(CultureInfo.InvariantCulture, $" AND state = {(int)FileState.Loose}").Append(sql.ForUpdate);
    }

    // Only what people typed is a parameter.
    private static void AppendKeys(StringBuilder text, DbCommand command, IReadOnlyList<PendingPost> posts)
    {
        text.Append("; SELECT stream_id, author_id, client_key, seq FROM message WHERE ");
        for (var i = 0; i < posts.Count; i++)
        {
            var (stream, author) = (posts[i].Stream, posts[i].Author);
            text.Append(i == 0 ? "" : " OR ").Append(
                CultureInfo.InvariantCulture,
                $"(bucket = {stream.Bucket.Value} AND stream_id = {stream.Value} AND author_id = {author.Value} AND client_key = @k{i})");
            command.AddParameter($"@k{i}", posts[i].Message.ClientKey.Value);
        }
    }

    private static AuthorSeat ReadSeat(DbDataReader reader) => new((SeatRole)reader.GetInt64(2), reader.IsDBNull(3), reader.GetInt64(4), reader.IsDBNull(5) ? null : Instant.FromStored(reader.GetInt64(5)));
}

/// <summary>An author's seat, as far as posting needs it.</summary>
internal readonly record struct AuthorSeat(SeatRole Role, bool IsActive, long LastReadSeq, DateTimeOffset? LastPostAt);
