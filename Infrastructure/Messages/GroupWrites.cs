using System.Data.Common;
using System.Globalization;
using System.Text;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

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

    public async Task ExecuteAsync(DbConnection connection, DbTransaction transaction, CancellationToken ct)
    {
        if (_messages.Count == 0)
            return;
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var text = new StringBuilder(_messages.Count * 200);
        InsertMessages(text, command);
        InsertOutbox(text);
        InsertCalls(text);
        UpdateHeads(text);
        UpdateMarkers(text);
        command.CommandText = text.ToString();
        await command.ExecuteNonQueryAsync(ct);
    }

    private void InsertMessages(StringBuilder text, DbCommand command)
    {
        text.Append("INSERT INTO message (bucket, stream_id, seq, message_id, author_id, client_key, text, html, mentions, broadcast, posted_at, revision) VALUES ");
        for (var i = 0; i < _messages.Count; i++)
        {
            var view = _messages[i].View;
            var mentions = Json.WriteList(view.Mentions);
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}({view.Stream.Bucket.Value}, {view.Stream.Value}, {view.Seq}, {view.Id.Value}, {view.Author.Value}, @k{i}, @t{i}, @h{i}, ");
            text.Append(CultureInfo.InvariantCulture, $"{(mentions is null ? "NULL" : $"@m{i}")}, {(int)view.Broadcast}, {Instant.ToStored(view.PostedAt)}, {view.Revision})");
            command.AddParameter($"@k{i}", view.ClientKey);
            command.AddParameter($"@t{i}", view.Text);
            command.AddParameter($"@h{i}", view.Html);
            if (mentions is not null)
                command.AddParameter($"@m{i}", mentions);
        }
    }

    private void InsertOutbox(StringBuilder text)
    {
        text.Append("; INSERT INTO outbox (bucket, stream_id, version, event_id, kind, seq, actor_id, at) VALUES ");
        text.AppendJoin(", ", _messages.Select(m => string.Create(
            CultureInfo.InvariantCulture,
            $"({m.View.Stream.Bucket.Value}, {m.View.Stream.Value}, {m.View.Revision}, {m.EventId.Value}, {(int)OutboxKind.MessagePosted}, {m.View.Seq}, {m.View.Author.Value}, {Instant.ToStored(m.View.PostedAt)})")));
    }

    private void InsertCalls(StringBuilder text)
    {
        string[] named =
        [
            .. _messages.SelectMany(m => Calls.Named(m.Post.Message, m.View.Author), (m, user) => string.Create(
                CultureInfo.InvariantCulture, $"({m.View.Stream.Bucket.Value}, {m.View.Stream.Value}, {user.Value}, {m.View.Seq})")),
        ];
        if (named.Length > 0)
            text.Append("; INSERT INTO mention (bucket, stream_id, user_id, seq) VALUES ").AppendJoin(", ", named);
        string[] broad =
        [
            .. _messages.Where(m => m.View.Broadcast != Broadcast.None).Select(m => string.Create(
                CultureInfo.InvariantCulture, $"({m.View.Stream.Bucket.Value}, {m.View.Stream.Value}, {m.View.Seq}, {m.View.Author.Value})")),
        ];
        if (broad.Length > 0)
            text.Append("; INSERT INTO broadcast (bucket, stream_id, seq, author_id) VALUES ").AppendJoin(", ", broad);
    }

    private void UpdateHeads(StringBuilder text)
    {
        text.Append("; UPDATE stream").Append(sql.ByKey).Append(" SET last_seq = CASE stream_id");
        foreach (var head in _heads.Values)
            text.Append(CultureInfo.InvariantCulture, $" WHEN {head.StreamId.Value} THEN {head.LastSeq}");
        text.Append(" END, version = CASE stream_id");
        foreach (var head in _heads.Values)
            text.Append(CultureInfo.InvariantCulture, $" WHEN {head.StreamId.Value} THEN {head.Version}");
        var at = Instant.ToStored(_messages[0].View.PostedAt);
        text.Append(CultureInfo.InvariantCulture, $" END, last_message_at = {at} WHERE ").AppendJoin(" OR ", _heads.Keys.Order().Select(GroupState.Key));
    }

    // The seats are there, so this only ever updates; one statement for all of them.
    private void UpdateMarkers(StringBuilder text)
    {
        var at = Instant.ToStored(_messages[0].View.PostedAt);
        text.Append("; INSERT INTO seat (bucket, stream_id, user_id, kind, joined_seq, last_read_seq, last_read_at, own_after) VALUES ");
        text.AppendJoin(", ", _markers.OrderBy(m => m.Key).Select(m => string.Create(
            CultureInfo.InvariantCulture,
            $"({m.Key.Stream.Bucket.Value}, {m.Key.Stream.Value}, {m.Key.User.Value}, 0, 0, {m.Value.ReadUpTo}, {at}, {m.Value.OwnAfter})")));
        text.Append(' ').Append(sql.OnConflictUpdate("bucket, stream_id, user_id"));
        text.Append(CultureInfo.InvariantCulture, $" last_read_at = CASE WHEN {sql.Inserted("last_read_seq")} > 0 THEN {sql.Inserted("last_read_at")} ELSE {SqlDialect.Stored("seat", "last_read_at")} END");
        text.Append(CultureInfo.InvariantCulture, $", last_read_seq = {sql.Greatest(SqlDialect.Stored("seat", "last_read_seq"), sql.Inserted("last_read_seq"))}");
        text.Append(CultureInfo.InvariantCulture, $", own_after = {SqlDialect.Stored("seat", "own_after")} + {sql.Inserted("own_after")}");
    }
}
