using Collab.Bench.Reporting;
using Collab.Infrastructure.Nodes;
using Collab.Support.Storage;
using MySqlConnector;

namespace Collab.Bench.Posting;

/// <summary>
/// The same posts by the same people into channels of ten, of 10,000 and of 100,000: nothing may cost more where more
/// people read, neither time nor rows. Once plain, once calling everybody.
/// </summary>
internal sealed class CrowdComparison(PostHouse house, MariaDbInstallation installation, string connectionString)
{
    private const int Senders = 10;
    private const string Plain = "The nightly import of the Harbor warehouse took nine minutes today";
    // Each channel's number in the house is its place here; the smallest comes first.
    private static readonly int[] Sizes = [Senders, 10_000, 100_000];

    private const string Calling = "@channel the nightly import of the Harbor warehouse took nine minutes today";

    public async Task<(Figure[] Figures, Budget[] Budgets)> MeasureAsync(BenchOptions options, CancellationToken ct)
    {
        await house.KeepAsync(0, Senders, ct);
        for (var channel = 1; channel < Sizes.Length; channel++)
            await house.SeatCrowdAsync(channel, Sizes[channel] - house.Senders, ct);
        await house.LetEverybodyCallAsync(ct);
        var (warmUp, measured) = options.Quick ? (TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(2)) : (TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8));
        var rounds = new Dictionary<(int Channel, string Text), List<(double PerSecond, double P99, double Rows)>>();
        for (var round = 0; round < (options.Quick ? 2 : 3); round++)
        {
            foreach (var text in new[] { Plain, Calling })
            {
                // In turns: what else the machine does hits all.
                foreach (var channel in Enumerable.Range(0, Sizes.Length).Select(i => (i + round) % Sizes.Length))
                {
                    await installation.Get<NodeLease>().RenewAsync(ct);
                    await ClosedLoop.RunAsync(Senders, warmUp, TimeSpan.FromMilliseconds(1), caller => house.SayAsync(channel, caller, text, ct), ct);
                    var before = await RowsAsync(ct);
                    var loop = await ClosedLoop.RunAsync(Senders, TimeSpan.Zero, measured, caller => house.SayAsync(channel, caller, text, ct), ct);
                    var said = loop.Acts;
                    if (!rounds.TryGetValue((channel, text), out var list))
                        rounds[(channel, text)] = list = [];
                    list.Add((loop.PerSecond, loop.P99, (double)(await RowsAsync(ct) - before) / said));
                }
            }
        }

        return Summarize(rounds);
    }

    private static (Figure[] Figures, Budget[] Budgets) Summarize(Dictionary<(int Channel, string Text), List<(double PerSecond, double P99, double Rows)>> rounds)
    {
        var figures = new List<Figure>();
        var budgets = new List<Budget>();
        foreach (var (text, name) in new[] { (Plain, "post"), (Calling, "@channel") })
        {
            var small = Middle(rounds[(0, text)]);
            for (var channel = 0; channel < Sizes.Length; channel++)
            {
                var (perSecond, rows) = Middle(rounds[(channel, text)]);
                figures.Add(new Figure($"{name} into a channel of {Sizes[channel]:N0}", perSecond, "messages/s"));
                figures.Add(new Figure($"{name} into a channel of {Sizes[channel]:N0}: rows inserted for each message", rows, "rows"));
                if (channel == 0)
                    continue;
                budgets.Add(new Budget($"{name}: time for a message, {Sizes[channel]:N0} / {Senders} members", small.PerSecond / perSecond, 1.2, AtLeast: false));
                budgets.Add(new Budget($"{name}: rows inserted, {Sizes[channel]:N0} / {Senders} members", rows / small.Rows, 1.01, AtLeast: false));
            }
        }

        return ([.. figures], [.. budgets]);
    }

    private static (double PerSecond, double Rows) Middle(List<(double PerSecond, double P99, double Rows)> rounds) =>
        (rounds.Select(r => r.PerSecond).Order().ElementAt(rounds.Count / 2), rounds.Select(r => r.Rows).Order().ElementAt(rounds.Count / 2));

    // Rows written anew since the server's start, those of temporary tables left out. Nobody else writes meanwhile.
    private async Task<long> RowsAsync(CancellationToken ct)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'HANDLER_WRITE'";
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }
}
