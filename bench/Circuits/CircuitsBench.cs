using System.Diagnostics;
using Collab.Bench.Reporting;
using Collab.Domain.Shared.Ids;
using Collab.Web.Hosting.Diagnostics;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Bench.Circuits;

/// <summary>
/// What an idle page keeps on the server: live heap after full collections, before and after many pages with a full feed
/// were opened over real sockets by people who had signed in. The same for pages of an empty place and for programs.
/// </summary>
internal static class CircuitsBench
{
    private const int Warm = 10;
    private const int Rows = 300;
    private const int AtOnce = 4;

    public static async Task<Report> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("collab-circuits-");
        try
        {
            var data = folder.CreateSubdirectory("data").FullName;
            var house = await CircuitHouse.BuildAsync(data, ct);
            await using var server = await WebServer.StartAsync(data, ct);
            return await new Run(house, server, options.Quick ? 50 : 200, options.Quick ? 100 : 500, ct).MeasureAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class Run(CircuitHouse house, WebServer server, int circuits, int programs, CancellationToken ct)
    {
        private readonly List<IAsyncDisposable> _open = [];

        public async Task<Report> MeasureAsync()
        {
            var visitors = await Task.WhenAll(house.People.Select(person => Visitor.SignInAsync(server.Address, person, ct)));
            try
            {
                await OpenAsync(Warm, i => FullAsync(visitors[i % visitors.Length]));
                await OpenAsync(Warm, i => EmptyAsync(visitors[i % visitors.Length]));
                await OpenAsync(Warm, ListenAsync);
                var warm = await server.MeasureAsync(ct);
                await OpenAsync(circuits, i => EmptyAsync(visitors[i % visitors.Length]));
                var withEmpty = await server.MeasureAsync(ct);
                var clock = Stopwatch.StartNew();
                var full = await OpenAsync(circuits, i => FullAsync(visitors[i % visitors.Length]));
                var perSecond = circuits / clock.Elapsed.TotalSeconds;
                var withFull = await server.MeasureAsync(ct);
                await OpenAsync(programs, ListenAsync);
                var withPrograms = await server.MeasureAsync(ct);
                await OpenAsync(programs, async i => await visitors[i % visitors.Length].ConnectAsync(ct));
                var withBare = await server.MeasureAsync(ct);
                return Summarize(new Readings(warm, withEmpty, withFull, withPrograms, withBare), perSecond, full.Cast<PageClient>().Average(p => p.DrawnBytes));
            }
            finally
            {
                await Task.WhenAll(_open.Select(o => o.DisposeAsync().AsTask()));
                foreach (var visitor in visitors)
                    visitor.Dispose();
            }
        }

        private async Task<IAsyncDisposable[]> OpenAsync(int count, Func<int, Task<IAsyncDisposable>> open)
        {
            var opened = new IAsyncDisposable[count];
            await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, _) => opened[i] = await open(i));
            _open.AddRange(opened);
            return opened;
        }

        private async Task<IAsyncDisposable> FullAsync(Visitor visitor)
        {
            var page = await visitor.OpenAsync(house.FullPath, ct);
            await page.FillAsync(Rows, ct);
            // A page that drew less would make the figure a lie.
            var expected = Enumerable.Range(CircuitHouse.Messages - Rows + 1, Rows);
            return expected.All(page.Rows.Contains) ? page : throw new InvalidOperationException($"A page drew {page.Rows.Count} messages, not the {Rows} newest.");
        }

        private async Task<IAsyncDisposable> EmptyAsync(Visitor visitor)
        {
            var page = await visitor.OpenAsync(house.EmptyPath, ct);
            await page.SeesEmptyPlaceAsync(ct);
            return page;
        }

        private async Task<IAsyncDisposable> ListenAsync(int number)
        {
            var person = house.People[number % house.People.Count];
            var connection = new HubConnectionBuilder().WithUrl(new Uri(server.Address, "/hubs/events"), HttpTransportType.WebSockets, options =>
            {
                options.SkipNegotiation = true;
                options.Headers["Authorization"] = $"Bearer {person.Token}";
            }).Build();
            await connection.StartAsync(ct);
            var followed = await connection.InvokeAsync<Followed>("Subscribe", house.Full.ToString(), (long?)null, ct);
            return followed.Error is null ? connection : throw new InvalidOperationException("A program could not follow a stream.");
        }

        private Report Summarize(Readings read, double perSecond, double drawn)
        {
            static double KiB(long bytes, int count) => bytes / 1024.0 / count;
            var full = KiB(read.WithFull.Live - read.WithEmpty.Live, circuits);
            var program = KiB(read.WithPrograms.Live - read.WithFull.Live, programs);
            return new Report(
                "circuits",
                $"{circuits} pages of each kind and {programs} programs over WebSockets, {house.People.Count} people signed in, {CircuitHouse.Places} places in the sidebar, {Rows} rows of about {PageTexts.AverageLength} characters, SQLite, server GC, live heap after full collections",
                [
                    new Figure($"live heap with {Warm} warm pages of each kind", read.Warm.Live / 1024.0 / 1024, "MiB"),
                    new Figure("page of an empty place", KiB(read.WithEmpty.Live - read.Warm.Live, circuits), "KiB"),
                    new Figure($"page with {Rows} rows", full, "KiB"),
                    new Figure($"page with {Rows} rows, working set", KiB(read.WithFull.WorkingSet - read.WithEmpty.WorkingSet, circuits), "KiB"),
                    new Figure($"drawn by a page with {Rows} rows", drawn / 1024, "KiB on the wire"),
                    new Figure("pages opened and filled", perSecond, "pages/s"),
                    new Figure("program at /hubs/events", program, "KiB"),
                    new Figure("bare SignalR connection, handshake only", KiB(read.WithBare.Live - read.WithPrograms.Live, programs), "KiB"),
                ],
                [
                    new Budget("KiB per idle page with a full feed", full, 400, AtLeast: false),
                    new Budget("KiB per program at /hubs/events", program, 20, AtLeast: false),
                ]);
        }

        private sealed record Readings(MemoryReading Warm, MemoryReading WithEmpty, MemoryReading WithFull, MemoryReading WithPrograms, MemoryReading WithBare);

        private sealed record Followed(System.Text.Json.JsonElement? Value, System.Text.Json.JsonElement? Error);
    }
}
