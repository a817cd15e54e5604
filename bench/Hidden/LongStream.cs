using System.Globalization;
using Collab.Bench.Receipts;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Support.Streams;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Bench.Hidden;

/// <summary>A channel of many messages, and people who have deleted some of them for themselves.</summary>
internal sealed class LongStream(IServiceProvider services, StreamId id, long last, MySqlConnection connection) : IAsyncDisposable
{
    private const int Page = 50;
    private const string Columns = "bucket, stream_id, seq, message_id, author_id, client_key, text, html, mentions, broadcast, posted_at, revision";

    private readonly IMessageStore _messages = services.GetRequiredService<IMessageStore>();
    private readonly IHiddenMessages _hidden = services.GetRequiredService<IHiddenMessages>();
    private long _later;

    /// <summary>The number of the newest message.</summary>
    public long Last => last;

    /// <summary>Fills it by one bare insert: how the messages came is not measured.</summary>
    public static async Task<LongStream> BuildAsync(IServiceProvider services, int messages, CancellationToken ct)
    {
        var ids = services.GetRequiredService<IIdSource>();
        var head = ReaderCrowd.NewChannel(ids);
        await services.GetRequiredService<IStreamStore>().CreateAsync(new NewStream(head, [new NewSeat(head.CreatedBy, SeatRole.Manager)]), ct);
        var connection = new MySqlConnection(services.GetRequiredService<ShardRouter>().For(head.Id).Database.Address.ConnectionString);
        await connection.OpenAsync(ct);
        const string Text = "The nightly import of the Harbor warehouse took nine minutes today, run ";
        var (first, now) = (ids.Next<MessageId>().Value, Instant.ToStored(TimeProvider.System.GetUtcNow()));
        await using var command = new MySqlCommand(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO message ({Columns})
                SELECT {head.Id.Bucket.Value}, {head.Id.Value}, n.seq, {first} + (n.seq << 10), {head.CreatedBy.Value}, CONCAT('key-', n.seq), CONCAT('{Text}', n.seq), CONCAT('<p>{Text}', n.seq, '</p>'), NULL, 0, {now} - ({messages} - n.seq) * 1000000, n.seq
                FROM seq_1_to_{messages} AS n;
                UPDATE stream SET last_seq = {messages}, version = {messages}, last_message_at = {now} WHERE bucket = {head.Id.Bucket.Value} AND stream_id = {head.Id.Value}
                """),
            connection)
        { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync(ct);
        return new LongStream(services, head.Id, messages, connection);
    }

    /// <summary>Somebody who has deleted these for herself.</summary>
    public async Task<HidingReader> HideAsync(IEnumerable<long> seqs, CancellationToken ct)
    {
        var streams = services.GetRequiredService<IStreamStore>();
        var user = services.GetRequiredService<IIdSource>().NextInAnyBucket<UserId>();
        var hidden = seqs.ToHashSet();
        foreach (var some in hidden.Order().Chunk(HiddenMessage.MaxAtOnce))
            _ = (await _hidden.HideAsync(await streams.SeatAsync(id, user, ct), some, ct)).Value;
        return new HidingReader(await streams.SeatAsync(id, user, ct), hidden);
    }

    /// <summary>Her page before a number, never one that is remembered from before.</summary>
    public async Task ReadAsync(HidingReader reader, long before, CancellationToken ct)
    {
        var seat = reader.Hidden.Count == 0 ? reader.Seat.At(last + ++_later) : reader.Seat;
        var page = await _messages.ListAsync(seat, MessageRange.Before(before, Page), ct);
        // What is fast and wrong is no figure.
        if (!page.HasOlder || !page.Items.Select(m => m.Seq).SequenceEqual(reader.Before(before).Take(Page).Reverse()))
            throw new InvalidOperationException($"Before {before}: {page.Items.Count} messages, {page.Items[0].Seq} to {page.Items[^1].Seq}.");
    }

    /// <summary>As many rows by one bare query, which begins at the newest of those that she sees.</summary>
    public async Task ReadRawAsync(HidingReader reader, long before, CancellationToken ct)
    {
        await using var command = new MySqlCommand("SELECT * FROM message WHERE bucket = @bucket AND stream_id = @stream AND seq <= @upTo ORDER BY seq DESC LIMIT @limit", connection);
        command.Parameters.AddWithValue("@bucket", id.Bucket.Value);
        command.Parameters.AddWithValue("@stream", id.Value);
        command.Parameters.AddWithValue("@upTo", reader.Before(before).First());
        command.Parameters.AddWithValue("@limit", Page + 1);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (count, values) = (0, new object[rows.FieldCount]);
        while (await rows.ReadAsync(ct))
        {
            rows.GetValues(values);
            count++;
        }

        if (count != Page + 1)
            throw new InvalidOperationException($"{count} rows before {before}.");
    }

    /// <summary>What each of her searches reads first.</summary>
    public async Task ReadBookAsync(HidingReader reader, CancellationToken ct)
    {
        var book = await _hidden.ReadAsync(reader.Seat.Actor.User, ct);
        if (book.Messages.Count != reader.Hidden.Count)
            throw new InvalidOperationException($"{book.Messages.Count} are hidden, {reader.Hidden.Count} expected.");
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}

/// <summary>Who reads, and what she does not see.</summary>
internal sealed record HidingReader(Seat Seat, IReadOnlySet<long> Hidden)
{
    /// <summary>The numbers that she sees before one, the newest first.</summary>
    public IEnumerable<long> Before(long number)
    {
        for (var seq = Math.Min(number - 1, Seat.Stream.LastSeq); seq > 0; seq--)
        {
            if (!Hidden.Contains(seq))
                yield return seq;
        }
    }
}
