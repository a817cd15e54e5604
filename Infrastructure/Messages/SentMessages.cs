using System.Data.Common;
using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Messages;

/// <summary>Reads a message that an earlier attempt has stored, inside the group's transaction.</summary>
internal static class SentMessages
{
    public static async Task<MessageView> ReadAsync(DbConnection connection, StreamId stream, long seq, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT message_id, author_id, client_key, state, text, html, mentions, broadcast, posted_at, edited_at, revision, reactions, thread, called_groups, confirmation, attachments, pin, recall, expires_at, refs "
            + "FROM message WHERE bucket = @bucket AND stream_id = @stream AND seq = @seq";
        command.AddParameter("@bucket", stream.Bucket.Value);
        command.AddParameter("@stream", stream.Value);
        command.AddParameter("@seq", seq);
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
            throw new InvalidOperationException($"Message {seq} of stream {stream} was there a moment ago, under the head's lock.");
        var sent = Read(reader, stream, seq);
        return sent.IsDue(now) ? sent.AsExpired() : sent;
    }

    /// <summary>
    /// The message of a post that slow mode would not take, or whose deadline is over, when it was stored before: whoever asks again after a lost answer
    /// gets it, and no lecture. Null when it is new.
    /// </summary>
    public static async Task<MessageView?> FindAsync(DbConnection connection, PendingPost post, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq FROM message WHERE bucket = @bucket AND stream_id = @stream AND author_id = @author AND client_key = @key";
        command.AddParameter("@bucket", post.Stream.Bucket.Value);
        command.AddParameter("@stream", post.Stream.Value);
        command.AddParameter("@author", post.Author.Value);
        command.AddParameter("@key", post.Message.ClientKey.Value);
        return await command.ExecuteScalarAsync(ct) is long seq ? await ReadAsync(connection, post.Stream, seq, now, ct) : null;
    }

    private static MessageView Read(DbDataReader reader, StreamId stream, long seq) => new()
    {
        Stream = stream,
        Seq = seq,
        Id = new MessageId(reader.GetInt64(0)),
        Author = new UserId(reader.GetInt64(1)),
        ClientKey = reader.GetString(2),
        State = (MessageState)reader.GetInt64(3),
        Text = reader.GetString(4),
        Html = reader.GetString(5),
        Mentions = Json.ReadList<UserId>(TextOrNull(reader, 6)),
        Broadcast = (Broadcast)reader.GetInt64(7),
        PostedAt = Instant.FromStored(reader.GetInt64(8)),
        EditedAt = reader.IsDBNull(9) ? null : Instant.FromStored(reader.GetInt64(9)),
        Revision = reader.GetInt64(10),
        Reactions = Json.ReadList<ReactionView>(TextOrNull(reader, 11)),
        Groups = Json.ReadList<UserGroupId>(TextOrNull(reader, 13)),
        Thread = Json.Read<ThreadSummary>(TextOrNull(reader, 12)),
        Confirmation = Json.Read<ConfirmationRequest>(TextOrNull(reader, 14)),
        Attachments = Json.ReadList<Attachment>(TextOrNull(reader, 15)),
        Pin = Json.Read<PinView>(TextOrNull(reader, 16)),
        Recall = Json.Read<RecallView>(TextOrNull(reader, 17)),
        ExpiresAt = reader.IsDBNull(18) ? null : Instant.FromStored(reader.GetInt64(18)),
        References = MessageRow.KindsOf(TextOrNull(reader, 19)),
    };

    private static string? TextOrNull(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
