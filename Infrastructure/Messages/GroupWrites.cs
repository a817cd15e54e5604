using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Messages;

/// <summary>Everything that a group writes, as one command: multi-row inserts, one update of all heads, one of all markers.</summary>
internal sealed class GroupWrites(SqlDialect sql)
{
    private readonly List<(PendingPost Post, MessageView View, EventId EventId)> _messages = [];
    private readonly Dictionary<StreamId, StreamRow> _heads = [];
    private readonly Dictionary<(StreamId Stream, UserId User), (long ReadUpTo, int OwnAfter)> _markers = [];

    public void Add(StreamRow head, PendingPost post, MessageView view, EventId eventId, bool authorIsUpToDate)
    {
        _messages.Add((post, view, eventId));
        _heads[head.StreamId] = head;
        var key = (post.Stream, post.Author);
        var (readUpTo, ownAfter) = _markers.GetValueOrDefault(key);
        _markers[key] = authorIsUpToDate ? (view.Seq, ownAfter) : (readUpTo, ownAfter + 1);
    }

    /// <summary>Writes and commits. A statement that fails keeps those after it from being run, the commit as well.</summary>
    public async Task CommitAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        var text = new StringBuilder(_messages.Count * 400);
        if (_messages.Count > 0)
        {
            InsertMessages(text, command);
            InsertOutbox(text);
            InsertCalls(text);
            InsertExpiries(text);
            AttachFiles(text);
            UpdateHeads(text);
            UpdateMarkers(text);
        }

        command.CommandText = text.Append("COMMIT").ToString();
        await command.ExecuteNonQueryAsync(ct);
    }

    private void InsertMessages(StringBuilder text, DbCommand command)
    {
        text.Append("INSERT INTO message (bucket, stream_id, seq, message_id, author_id, client_key, text, html, mentions, broadcast, posted_at, revision, called_groups, confirmation, attachments, expires_at, refs) VALUES ");
        for (var i = 0; i < _messages.Count; i++)
        {
            var (post, view, _) = _messages[i];
            var (mentions, groups, confirmation, attachments, refs) = (Json.WriteList(view.Mentions), Json.WriteList(view.Groups), Json.Write(view.Confirmation), Json.WriteList(view.Attachments), Json.WriteList(post.Message.References));
            text.Append(Separator(i)).Append(CultureInfo.InvariantCulture, $"({view.Stream.Bucket.Value},{view.Stream.Value},{view.Seq},{view.Id.Value},{view.Author.Value},@k{i},@t{i},@h{i},");
            text.Append(CultureInfo.InvariantCulture, $"{(mentions is null ? "NULL" : $"@m{i}")},{(int)view.Broadcast},{Instant.ToStored(view.PostedAt)},{view.Revision},{(groups is null ? "NULL" : $"@g{i}")},{(confirmation is null ? "NULL" : $"@c{i}")},{(attachments is null ? "NULL" : $"@a{i}")},{StoredOrNull(view.ExpiresAt)},{(refs is null ? "NULL" : $"@r{i}")})");
            command.AddParameter($"@k{i}", view.ClientKey);
            command.AddParameter($"@t{i}", view.Text);
            command.AddParameter($"@h{i}", view.Html);
            if (mentions is not null)
                command.AddParameter($"@m{i}", mentions);
            if (groups is not null)
                command.AddParameter($"@g{i}", groups);
            if (confirmation is not null)
                command.AddParameter($"@c{i}", confirmation);
            if (attachments is not null)
                command.AddParameter($"@a{i}", attachments);
            if (refs is not null)
                command.AddParameter($"@r{i}", refs);
        }

        text.Append("; ");
    }

    private void InsertOutbox(StringBuilder text)
    {
        text.Append("INSERT INTO outbox (bucket, stream_id, version, event_id, kind, seq, actor_id, at) VALUES ");
        for (var i = 0; i < _messages.Count; i++)
        {
            var (_, view, eventId) = _messages[i];
            text.Append(Separator(i)).Append(
                CultureInfo.InvariantCulture,
                $"({view.Stream.Bucket.Value},{view.Stream.Value},{view.Revision},{eventId.Value},{(int)OutboxKind.MessagePosted},{view.Seq},{view.Author.Value},{Instant.ToStored(view.PostedAt)})");
        }

        text.Append("; ");
    }

    private void InsertCalls(StringBuilder text)
    {
        var row = 0;
        foreach (var (post, view, _) in _messages)
        {
            foreach (var user in Calls.Named(post.Message, view.Author))
            {
                text.Append(row++ == 0 ? "INSERT INTO mention (bucket, stream_id, user_id, seq) VALUES " : ",");
                text.Append(CultureInfo.InvariantCulture, $"({view.Stream.Bucket.Value},{view.Stream.Value},{user.Value},{view.Seq})");
            }
        }

        text.Append(row == 0 ? "" : "; ");
        row = 0;
        foreach (var (post, view, _) in _messages)
        {
            foreach (var subject in Calls.Subjects(post.Message))
            {
                text.Append(row++ == 0 ? "INSERT INTO subject_call (bucket, stream_id, subject_id, seq, author_id, at) VALUES " : ",");
                text.Append(CultureInfo.InvariantCulture, $"({view.Stream.Bucket.Value},{view.Stream.Value},{subject},{view.Seq},{view.Author.Value},{Instant.ToStored(view.PostedAt)})");
            }
        }

        text.Append(row == 0 ? "" : "; ");
        row = 0;
        foreach (var (post, view, _) in _messages.Where(m => m.View.Broadcast.CallsEverybody()))
        {
            text.Append(row++ == 0 ? "INSERT INTO broadcast (bucket, stream_id, seq, author_id, present) VALUES " : ",");
            text.Append(CultureInfo.InvariantCulture, $"({view.Stream.Bucket.Value},{view.Stream.Value},{view.Seq},{view.Author.Value},");
            // Numbers and commas alone, so it stands in the text.
            text.Append(Calls.Present(post.Message) is { } present ? $"'{present}')" : "NULL)");
        }

        text.Append(row == 0 ? "" : "; ");
    }

    private void InsertExpiries(StringBuilder text)
    {
        var row = 0;
        foreach (var view in _messages.Select(m => m.View).Where(v => v.ExpiresAt is not null))
        {
            text.Append(row++ == 0 ? "INSERT INTO expiry (bucket, expires_at, stream_id, seq) VALUES " : ",");
            text.Append(CultureInfo.InvariantCulture, $"({view.Stream.Bucket.Value},{StoredOrNull(view.ExpiresAt)},{view.Stream.Value},{view.Seq})");
        }

        text.Append(row == 0 ? "" : "; ");
    }

    // The group has locked them, and found them loose.
    private void AttachFiles(StringBuilder text)
    {
        foreach (var (_, view, _) in _messages)
        {
            foreach (var file in view.Attachments)
            {
                text.Append(CultureInfo.InvariantCulture, $"UPDATE file SET state = {(int)FileState.Attached}, message_stream_id = {view.Stream.Value}, message_seq = {view.Seq}, expires_at = {StoredOrNull(view.ExpiresAt)}");
                text.Append(CultureInfo.InvariantCulture, $" WHERE bucket = {view.Stream.Bucket.Value} AND stream_id = {view.Stream.Value} AND file_id = {file.Id.Value}; ");
            }
        }
    }

    private void UpdateHeads(StringBuilder text)
    {
        text.Append("UPDATE stream").Append(sql.ByKey).Append(" SET last_seq = CASE stream_id");
        foreach (var head in _heads.Values)
            text.Append(CultureInfo.InvariantCulture, $" WHEN {head.StreamId.Value} THEN {head.LastSeq}");
        text.Append(" END, version = CASE stream_id");
        foreach (var head in _heads.Values)
            text.Append(CultureInfo.InvariantCulture, $" WHEN {head.StreamId.Value} THEN {head.Version}");
        var at = Instant.ToStored(_messages[0].View.PostedAt);
        text.Append(CultureInfo.InvariantCulture, $" END, last_message_at = {at} WHERE ").AppendHeads(sql, _heads.Keys.Order()).Append("; ");
    }

    // The seats are there, so this only ever updates; one statement for all of them.
    private void UpdateMarkers(StringBuilder text)
    {
        var at = Instant.ToStored(_messages[0].View.PostedAt);
        var row = 0;
        text.Append("INSERT INTO seat (bucket, stream_id, user_id, kind, joined_seq, last_read_seq, last_read_at, own_after, last_post_at) VALUES ");
        foreach (var ((stream, user), (readUpTo, ownAfter)) in _markers.OrderBy(m => m.Key))
            text.Append(Separator(row++)).Append(CultureInfo.InvariantCulture, $"({stream.Bucket.Value},{stream.Value},{user.Value},0,0,{readUpTo},{at},{ownAfter},{at})");
        text.Append(' ').Append(sql.OnConflictUpdate("bucket, stream_id, user_id"));
        text.Append(CultureInfo.InvariantCulture, $" last_read_at = CASE WHEN {sql.Inserted("last_read_seq")} > 0 THEN {sql.Inserted("last_read_at")} ELSE {SqlDialect.Stored("seat", "last_read_at")} END");
        text.Append(CultureInfo.InvariantCulture, $", last_read_seq = {sql.Greatest(SqlDialect.Stored("seat", "last_read_seq"), sql.Inserted("last_read_seq"))}");
        text.Append(CultureInfo.InvariantCulture, $", last_post_at = {sql.Inserted("last_post_at")}");
        text.Append(CultureInfo.InvariantCulture, $", own_after = {SqlDialect.Stored("seat", "own_after")} + {sql.Inserted("own_after")}; ");
    }

    private static string StoredOrNull(DateTimeOffset? instant) => instant is { } at ? Instant.ToStored(at).ToString(CultureInfo.InvariantCulture) : "NULL";

    private static string Separator(int row) => row == 0 ? "" : ",";
}
