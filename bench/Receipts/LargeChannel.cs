using System.Diagnostics;
using System.Globalization;
using Collab.Domain.Confirmations;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Support.Streams;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Bench.Receipts;

/// <summary>A channel of a whole company, where people have stopped all over the last thousand messages.</summary>
internal sealed class LargeChannel(IServiceProvider services, Seat seat, int members)
{
    private const int Messages = 1000;
    private const int Confirmed = Messages / 2;
    private const int Page = 50;

    private readonly IReceiptStore _receipts = services.GetRequiredService<IReceiptStore>();
    private readonly IConfirmationStore _confirmations = services.GetRequiredService<IConfirmationStore>();

    public int Members => members;

    public static async Task<LargeChannel> BuildAsync(IServiceProvider services, int members, CancellationToken ct)
    {
        var ids = services.GetRequiredService<IIdSource>();
        var streams = services.GetRequiredService<IStreamStore>();
        var head = ReaderCrowd.NewChannel(ids);
        await streams.CreateAsync(new NewStream(head, [new NewSeat(head.CreatedBy, SeatRole.Manager)]), ct);
        await ReaderCrowd.SeatAsync(
            services, head.Id, Enumerable.Range(0, members).Select(_ => ids.NextInAnyBucket<UserId>()), number => (number * 7919L) % (Messages + 1), ct);
        var channel = new LargeChannel(services, await streams.SeatAsync(head.Id, head.CreatedBy, ct), members);
        await channel.ConfirmAsync(ct);
        return channel;
    }

    // Every second member; how it is done is not measured.
    private async Task ConfirmAsync(CancellationToken ct)
    {
        await using var connection = await ConnectAsync(ct);
        await RunAsync(
            connection,
            [string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO confirmation (bucket, stream_id, seq, user_id, at) SELECT bucket, stream_id, {Confirmed}, user_id, last_read_at FROM seat WHERE bucket = {seat.Stream.Id.Bucket.Value} AND stream_id = {seat.Stream.Id.Value} AND user_id <> {seat.Actor.User.Value} AND last_read_seq % 2 = 0")],
            ct);
    }

    /// <summary>The same for a message that half of the members have confirmed.</summary>
    public async Task<IReadOnlyList<Look>> MeasureConfirmationsAsync(int rounds, CancellationToken ct)
    {
        await using var connection = await ConnectAsync(ct);
        var pass = seat.PassTo(Confirmed, seat.Actor.User, ReceiptPolicy.Default, new ConfirmationRequest(TimeProvider.System.GetUtcNow().AddMinutes(-1)));
        var of = string.Create(CultureInfo.InvariantCulture, $"k.bucket = {seat.Stream.Id.Bucket.Value} AND k.stream_id = {seat.Stream.Id.Value} AND k.seq = {Confirmed}");
        var given = $"SELECT k.at FROM confirmation AS k WHERE {of} AND k.user_id = seat.user_id";
        return await MeasureAsync(
            connection, rounds,
            _ => [
                new Way("confirmed: counts", () => _confirmations.CountAsync(pass, ct), [$"SELECT COUNT(*) FROM confirmation AS k WHERE {of}"]),
                new Way("confirmed: first page, by time", () => _confirmations.ListByTimeAsync(pass, null, Page, ct), [$"SELECT k.user_id FROM confirmation AS k FORCE INDEX (ix_confirmation_at) WHERE {of} ORDER BY k.at DESC, k.user_id DESC LIMIT {Page + 1}"]),
                new Way(
                    "not confirmed: first page", () => _receipts.TakeAsync(pass, ReceiptSide.NotConfirmed, ReceiptsByName.MaxToSort + 1, ct),
                    [$"SELECT user_id FROM seat FORCE INDEX (ix_seat_read) WHERE {Of(pass, ">=", 0)} AND ({given}) IS NULL LIMIT {ReceiptsByName.MaxToSort + 1}"]),
            ],
            ct);
    }

    /// <summary>Times of the counts, of the first page by time and of a list's first stretch, beside those of the bare queries.</summary>
    public async Task<IReadOnlyList<Look>> MeasureAsync(int rounds, CancellationToken ct)
    {
        await using var connection = await ConnectAsync(ct);
        var half = await FindHalfAsync(connection, ct);
        return await MeasureAsync(
            connection, rounds,
            round =>
            {
                // Another message each time, from the oldest to the newest: nothing is answered from what was asked before.
                var pass = seat.PassTo(round < 0 ? Messages + round : 1 + ((Messages - 4) * round / rounds), seat.Actor.User, ReceiptPolicy.Default);
                return
                [
                    new Way("deep page of readers, by time", () => _receipts.ListByTimeAsync(pass, new Cursor(ListReceipts.ByTime, $"{half.At} {half.User}"), Page, ct), [$"SELECT user_id, last_read_at FROM seat FORCE INDEX (ix_seat_read_at) WHERE {Of(pass, ">=", pass.Seq)} AND last_read_at <= {half.At} AND (last_read_at < {half.At} OR user_id < {half.User}) ORDER BY last_read_at DESC, user_id DESC LIMIT {Page + 1}"]),
                    new Way("counts", () => _receipts.CountAsync(pass, ct), [Count(pass, ">="), Count(pass, "<")]),
                    new Way("first page of readers, by time", () => _receipts.ListByTimeAsync(pass, null, Page, ct), [$"SELECT user_id, last_read_at FROM seat FORCE INDEX (ix_seat_read_at) WHERE {Of(pass, ">=", pass.Seq)} ORDER BY last_read_at DESC, user_id DESC LIMIT {Page + 1}"]),
                    new Way(
                        "first page of those who have not read", () => _receipts.TakeAsync(pass, ReceiptSide.NotRead, ReceiptsByName.MaxToSort + 1, ct),
                        [$"SELECT user_id FROM seat FORCE INDEX (ix_seat_read) WHERE {Of(pass, "<", pass.Seq)} LIMIT {ReceiptsByName.MaxToSort + 1}"]),
                ];
            },
            ct);
    }

    // Half of the members have read later than she has.
    private async Task<(long At, long User)> FindHalfAsync(MySqlConnection connection, CancellationToken ct)
    {
        await using var command = new MySqlCommand(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT last_read_at, user_id FROM seat WHERE bucket = {seat.Stream.Id.Bucket.Value} AND stream_id = {seat.Stream.Id.Value} AND last_read_at IS NOT NULL ORDER BY last_read_at DESC, user_id DESC LIMIT 1 OFFSET {members / 2}"),
            connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private static async Task<IReadOnlyList<Look>> MeasureAsync(MySqlConnection connection, int rounds, Func<int, Way[]> waysOf, CancellationToken ct)
    {
        var times = new Dictionary<string, (List<double> Ours, List<double> Raw)>();
        for (var round = -3; round < rounds; round++)
        {
            foreach (var way in waysOf(round))
            {
                var raw = await TimeAsync(() => RunAsync(connection, way.Raw, ct));
                var ours = await TimeAsync(way.Ours);
                if (round < 0)
                    continue;
                if (!times.TryGetValue(way.Name, out var taken))
                    times[way.Name] = taken = ([], []);
                taken.Ours.Add(ours);
                taken.Raw.Add(raw);
            }
        }

        return [.. times.Select(t => new Look(t.Key, At(t.Value.Ours, 0.5), At(t.Value.Raw, 0.5), At(t.Value.Ours, 0.95)))];
    }

    private async Task<MySqlConnection> ConnectAsync(CancellationToken ct)
    {
        var connection = new MySqlConnection(services.GetRequiredService<ShardRouter>().For(seat.Stream.Id).Database.Address.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    private static string Count(ReceiptPass pass, string comparison) => $"SELECT COUNT(*) FROM seat FORCE INDEX (ix_seat_read) WHERE {Of(pass, comparison, pass.Seq)}";

    private static string Of(ReceiptPass pass, string comparison, long read) => string.Create(
        CultureInfo.InvariantCulture,
        $"bucket = {pass.Seat.Stream.Id.Bucket.Value} AND stream_id = {pass.Seat.Stream.Id.Value} AND left_seq IS NULL AND receipts = 0 AND last_read_seq {comparison} {read} AND joined_seq < {pass.Seq}");

    private static async Task RunAsync(MySqlConnection connection, string[] statements, CancellationToken ct)
    {
        foreach (var statement in statements)
        {
            await using var command = new MySqlCommand(statement, connection);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                _ = reader.GetInt64(0);
        }
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        return clock.Elapsed.TotalMilliseconds;
    }

    private sealed record Way(string Name, Func<Task> Ours, string[] Raw);

    private static double At(List<double> values, double part) => values.Order().ElementAt((int)(values.Count * part));
}

/// <summary>One kind of look at the receipts of messages old and new: milliseconds, medians and the 95th of a hundred.</summary>
internal sealed record Look(string What, double Ours, double Raw, double Slow);
