using System.Diagnostics;
using System.Globalization;
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
    private const int Page = 50;

    private readonly IReceiptStore _receipts = services.GetRequiredService<IReceiptStore>();

    public int Members => members;

    public static async Task<LargeChannel> BuildAsync(IServiceProvider services, int members, CancellationToken ct)
    {
        var ids = services.GetRequiredService<IIdSource>();
        var streams = services.GetRequiredService<IStreamStore>();
        var head = ReaderCrowd.NewChannel(ids);
        await streams.CreateAsync(new NewStream(head, [new NewSeat(head.CreatedBy, SeatRole.Manager)]), ct);
        await ReaderCrowd.SeatAsync(
            services, head.Id, Enumerable.Range(0, members).Select(_ => ids.NextInAnyBucket<UserId>()), number => (number * 7919L) % (Messages + 1), ct);
        return new LargeChannel(services, await streams.SeatAsync(head.Id, head.CreatedBy, ct), members);
    }

    /// <summary>Times of the counts, of the first page by time and of a list's first stretch, beside those of the bare queries.</summary>
    public async Task<IReadOnlyList<Look>> MeasureAsync(int rounds, CancellationToken ct)
    {
        await using var connection = new MySqlConnection(services.GetRequiredService<ShardRouter>().For(seat.Stream.Id).Database.Address.ConnectionString);
        await connection.OpenAsync(ct);
        string[] names = ["counts", "first page of readers, by time", "first page of those who have not read"];
        var times = names.Select(_ => (Ours: new List<double>(), Raw: new List<double>())).ToArray();
        for (var round = -3; round < rounds; round++)
        {
            // Another message each time, from the oldest to the newest: nothing is answered from what was asked before.
            var pass = seat.PassTo(round < 0 ? Messages + round : 1 + ((Messages - 4) * round / rounds), seat.Actor.User, ReceiptPolicy.Default);
            (Func<Task> Ours, string[] Raw)[] ways =
            [
                (() => _receipts.CountAsync(pass, ct), [Count(pass, ">="), Count(pass, "<")]),
                (() => _receipts.ListByTimeAsync(pass, null, Page, ct), [$"SELECT user_id, last_read_at FROM seat FORCE INDEX (ix_seat_read_at) WHERE {Of(pass, ">=")} ORDER BY last_read_at DESC, user_id DESC LIMIT {Page + 1}"]),
                (() => _receipts.TakeAsync(pass, ReceiptSide.NotRead, ReceiptsByName.MaxToSort + 1, ct), [$"SELECT user_id FROM seat FORCE INDEX (ix_seat_read) WHERE {Of(pass, "<")} LIMIT {ReceiptsByName.MaxToSort + 1}"]),
            ];
            for (var i = 0; i < ways.Length; i++)
            {
                var raw = await TimeAsync(() => RunAsync(connection, ways[i].Raw, ct));
                var ours = await TimeAsync(ways[i].Ours);
                if (round < 0)
                    continue;
                times[i].Ours.Add(ours);
                times[i].Raw.Add(raw);
            }
        }

        return [.. names.Select((name, i) => new Look(name, At(times[i].Ours, 0.5), At(times[i].Raw, 0.5), At(times[i].Ours, 0.95)))];
    }

    private static string Count(ReceiptPass pass, string comparison) => $"SELECT COUNT(*) FROM seat FORCE INDEX (ix_seat_read) WHERE {Of(pass, comparison)}";

    private static string Of(ReceiptPass pass, string comparison) => string.Create(
        CultureInfo.InvariantCulture,
        $"bucket = {pass.Seat.Stream.Id.Bucket.Value} AND stream_id = {pass.Seat.Stream.Id.Value} AND left_seq IS NULL AND receipts = 0 AND last_read_seq {comparison} {pass.Seq} AND joined_seq < {pass.Seq}");

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

    private static double At(List<double> values, double part) => values.Order().ElementAt((int)(values.Count * part));
}

/// <summary>One kind of look at the receipts of messages old and new: milliseconds, medians and the 95th of a hundred.</summary>
internal sealed record Look(string What, double Ours, double Raw, double Slow);
