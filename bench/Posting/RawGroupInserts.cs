using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Collab.Domain.Messages;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Bench.Posting;

/// <summary>
/// The baseline: a group per commit as in the store, written by bare MySqlConnector: messages, outbox, heads and markers,
/// the same rows. It reads nothing, locks nothing, checks nothing.
/// </summary>
internal sealed class RawGroupInserts(IServiceProvider services) : IAsyncDisposable
{
    private const int MaxGroup = 256;

    private readonly ShardRouter _router = services.GetRequiredService<ShardRouter>();
    private readonly ConcurrentDictionary<int, Lazy<Lane>> _lanes = new();

    public Task InsertAsync(MessageView view)
    {
        var shard = _router.For(view.Stream);
        return _lanes.GetOrAdd(shard.Id, _ => new Lazy<Lane>(() => new Lane(shard.Database.Address.ConnectionString))).Value.InsertAsync(view);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes.Values)
            await lane.Value.DisposeAsync();
    }

    private sealed class Lane : IAsyncDisposable
    {
        private readonly Channel<(MessageView View, TaskCompletionSource Done)> _queue = Channel.CreateUnbounded<(MessageView, TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });
        private readonly Task _worker;

        public Lane(string connectionString) => _worker = Task.Run(() => WorkAsync(connectionString));

        public Task InsertAsync(MessageView view)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _queue.Writer.TryWrite((view, done));
            return done.Task;
        }

        public async ValueTask DisposeAsync()
        {
            _queue.Writer.Complete();
            await _worker;
        }

        private async Task WorkAsync(string connectionString)
        {
            await using var connection = new MySqlConnection(connectionString);
            await connection.OpenAsync();
            var group = new List<(MessageView View, TaskCompletionSource Done)>(MaxGroup);
            while (await _queue.Reader.WaitToReadAsync())
            {
                group.Clear();
                while (group.Count < MaxGroup && _queue.Reader.TryRead(out var item))
                    group.Add(item);
                await using var transaction = await connection.BeginTransactionAsync();
                await using var command = Compose(connection, transaction, [.. group.Select(g => g.View)]);
                await command.ExecuteNonQueryAsync();
                await transaction.CommitAsync();
                foreach (var (_, done) in group)
                    done.SetResult();
            }
        }

        private static MySqlCommand Compose(MySqlConnection connection, MySqlTransaction transaction, MessageView[] views)
        {
            var command = new MySqlCommand { Connection = connection, Transaction = transaction };
            var text = new StringBuilder("INSERT INTO message (bucket, stream_id, seq, message_id, author_id, client_key, text, html, mentions, broadcast, posted_at, revision) VALUES ");
            for (var i = 0; i < views.Length; i++)
            {
                var v = views[i];
                text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}({v.Stream.Bucket.Value}, {v.Stream.Value}, {v.Seq}, {v.Id.Value}, {v.Author.Value}, @k{i}, @t{i}, @h{i}, NULL, 0, {Instant.ToStored(v.PostedAt)}, {v.Revision})");
                command.Parameters.AddWithValue($"@k{i}", v.ClientKey);
                command.Parameters.AddWithValue($"@t{i}", v.Text);
                command.Parameters.AddWithValue($"@h{i}", v.Html);
            }

            text.Append("; INSERT INTO outbox (bucket, stream_id, version, event_id, kind, seq, actor_id, at) VALUES ");
            text.AppendJoin(", ", views.Select(v => string.Create(CultureInfo.InvariantCulture, $"({v.Stream.Bucket.Value}, {v.Stream.Value}, {v.Revision}, {v.Id.Value}, 0, {v.Seq}, {v.Author.Value}, {Instant.ToStored(v.PostedAt)})")));
            var heads = string.Join(" OR ", views.Select(v => v.Stream).Distinct().Order().Select(s => string.Create(CultureInfo.InvariantCulture, $"(bucket = {s.Bucket.Value} AND stream_id = {s.Value})")));
            text.Append(CultureInfo.InvariantCulture, $"; UPDATE stream SET last_message_at = {Instant.ToStored(views[0].PostedAt)} WHERE {heads}");
            var seats = string.Join(" OR ", views.Select(v => (v.Stream, v.Author)).Distinct().Order().Select(s => string.Create(CultureInfo.InvariantCulture, $"(bucket = {s.Stream.Bucket.Value} AND stream_id = {s.Stream.Value} AND user_id = {s.Author.Value})")));
            text.Append(CultureInfo.InvariantCulture, $"; UPDATE seat SET last_read_at = {Instant.ToStored(views[0].PostedAt)} WHERE {seats}");
            command.CommandText = text.ToString();
            return command;
        }
    }
}
