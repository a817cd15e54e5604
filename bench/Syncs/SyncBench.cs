using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Collab.Bench.Hidden;
using Collab.Bench.Reporting;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Infrastructure.Nodes;
using Collab.Support.Houses;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Collab.Web.Api;
using Collab.Web.Api.Sync;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Bench.Syncs;

/// <summary>
/// A device of somebody in 500 channels comes back after a minute, a day and a month, and after nothing at all: until it has
/// everything, against raw queries for the same rows: all of which a page tells when it has changed (<see cref="RawHoldings"/>), read once,
/// and what was missed (<see cref="RawMissed"/>). Also in bytes and in statements.
/// </summary>
internal static class SyncBench
{
    private const int Channels = 500;

    // So many messages in so many channels: what is said in a minute, in a day and in a month where somebody is in 500 of them.
    private static readonly (string Name, int Streams, int Each)[] Absences = [("a minute", 5, 4), ("a day", 200, 10), ("a month", 500, 40)];

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        await using var server = new MariaDbFixture { Options = new MariaDbOptions { BufferPoolMegabytes = 1024, LogMegabytes = 512 } };
        await using var house = await House.BuildAsync(
            use => new MariaDbInstallation(server, services =>
            {
                use(services);
                services.AddSingleton(TimeProvider.System);
            }),
            ct);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var renewing = RenewAsync(house.Get<NodeLease>(), over.Token);
        var reader = await house.ArriveAsync("Rita Reader");
        var channels = await BuildAsync(house, reader, ct);
        var (figures, budgets) = (new List<Figure>(), new List<Budget>());
        var device = (await house.Get<RegisterDevice>().ExecuteAsync(reader, "bench", ct)).Value.Id;
        await using var status = new MySqlConnection((house.Get<Infrastructure.Sharding.ShardRouter>().All[0]).Database.Address.ConnectionString);
        await status.OpenAsync(ct);
        var places = (await house.Get<ISeatStore>().ListPlacesAsync(reader.User, ct)).Items.Count;
        await using var holdings = await RawHoldings.OpenAsync(house.Services, reader.User, device, ct);
        var rounds = options.Quick ? 10 : 60;

        var first = await CatchUpAsync(house, reader, device, null, ct, isMeasured: true);
        var nothing = await Turns.MediansAsync(rounds, () => holdings.ReadAsync(places, ct), () => CatchUpAsync(house, reader, null, first.Cursor, ct));
        figures.AddRange([new("begins: bytes", first.Bytes, "B"), new("begins: compressed", first.Compressed, "B"), new("begins: pages", first.Pages, ""), new("after nothing: raw rows of all that may have changed", nothing[0], "ms"), new("after nothing", nothing[1], "ms")]);
        foreach (var (name, streams, each) in Absences)
        {
            var before = await CatchUpAsync(house, reader, device, null, ct);
            var since = channels.Take(streams).ToDictionary(c => c, c => 0L);
            foreach (var channel in since.Keys.ToList())
                since[channel] = (await house.Get<IStreamStore>().FindAsync(channel, reader.User, ct))!.Head.Version; // it was made
            await PostAsync(house, [.. since.Keys], each, ct);
            await using var raw = await RawMissed.OpenAsync(house.Services, since, ct);
            if (await raw.ReadAsync(ct) != streams * each)
                throw new InvalidOperationException("The raw query found something else than what was said.");
            var asked = await QuestionsAsync(status, ct);
            var once = await CatchUpAsync(house, reader, null, before.Cursor, ct, isMeasured: true);
            var statements = await QuestionsAsync(status, ct) - asked - 1;
            var times = await Turns.MediansAsync(
                name == "a month" ? rounds / 3 : rounds,
                async () =>
                {
                    await holdings.ReadAsync(places, ct);
                    await raw.ReadAsync(ct);
                },
                () => CatchUpAsync(house, reader, null, before.Cursor, ct));
            figures.AddRange(
            [
                new($"{name}: messages missed", streams * each, ""), new($"{name}: events told", once.Events, ""), new($"{name}: streams to read afresh", once.Renewed, ""),
                new($"{name}: pages", once.Pages, ""), new($"{name}: bytes", once.Bytes, "B"), new($"{name}: compressed", once.Compressed, "B"), new($"{name}: statements", statements, ""),
                new($"{name}: raw rows of all that may have changed, and of missed messages", times[0], "ms"), new($"{name}: all pages", times[1], "ms"),
            ]);
            budgets.Add(new Budget($"{name}: all pages / raw rows of the same", times[1] / times[0], 1.5, AtLeast: false));
        }

        await over.CancelAsync();
        await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new Report(
            "sync",
            string.Create(CultureInfo.InvariantCulture, $"A person in {Channels} channels; 4 shards on one MariaDB, client and server on the same machine; medians; without HTTP. Raw: one command per shard for the rows of all that a page may tell, once however many pages there are, then one for those that were missed; it writes nothing"),
            figures,
            budgets);
    }

    // Ids rest on the node's lease, and no hosted service runs here that would renew it.
    private static async Task RenewAsync(NodeLease lease, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        do
            await lease.RenewAsync(ct);
        while (await timer.WaitForNextTickAsync(ct));
    }

    private static async Task<IReadOnlyList<StreamId>> BuildAsync(House house, Actor reader, CancellationToken ct)
    {
        var channels = new List<StreamId>();
        for (var i = 0; i < Channels; i++)
        {
            var channel = await house.ChannelAsync(house.Owner, string.Create(CultureInfo.InvariantCulture, $"bench-{i}"));
            _ = (await house.Get<Domain.Channels.JoinChannel>().ExecuteAsync(reader, channel.Id, ct)).Value;
            channels.Add(channel.Id);
        }

        await PostAsync(house, channels, 3, ct);
        return channels;
    }

    private static Task PostAsync(House house, IReadOnlyList<StreamId> channels, int each, CancellationToken ct) =>
        Parallel.ForEachAsync(channels, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (channel, _) =>
        {
            for (var i = 0; i < each; i++)
                await house.SayAsync(house.Owner, channel, string.Create(CultureInfo.InvariantCulture, $"Message {i}: the plan for next week is in the usual place, please have a look before Thursday."));
        });

    private static async Task<Caught> CatchUpAsync(House house, Actor reader, DeviceId? device, string? cursor, CancellationToken ct, bool isMeasured = false)
    {
        var caught = new Caught("", 0, 0, 0, 0, 0);
        bool hasMore;
        do
        {
            var page = (await house.Get<SyncDevice>().ExecuteAsync(new SyncRequest(reader, device, cursor), ct)).Value;
            var json = JsonSerializer.SerializeToUtf8Bytes(Changes.Of(page), ApiJson.Options);
            caught = new Caught(
                page.Cursor, caught.Pages + 1, caught.Bytes + json.Length, caught.Compressed + (isMeasured ? Compressed(json) : 0),
                caught.Events + page.Streams.Sum(s => s.Events.Count), caught.Renewed + page.Streams.Count(s => !s.IsComplete));
            (cursor, hasMore) = (page.Cursor, page.HasMore);
        }
        while (hasMore);
        return caught;
    }

    private static long Compressed(byte[] json)
    {
        using var to = new MemoryStream();
        using (var brotli = new BrotliStream(to, CompressionLevel.Fastest, leaveOpen: true))
            brotli.Write(json);
        return to.Length;
    }

    private static async Task<long> QuestionsAsync(MySqlConnection connection, CancellationToken ct)
    {
        await using var command = new MySqlCommand("SHOW GLOBAL STATUS LIKE 'Questions'", connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        await rows.ReadAsync(ct);
        return long.Parse(rows.GetString(1), CultureInfo.InvariantCulture);
    }

    private sealed record Caught(string Cursor, int Pages, long Bytes, long Compressed, int Events, int Renewed);
}
