using Collab.Bench.Reporting;
using Collab.Domain.Hidden;

namespace Collab.Bench.Hidden;

/// <summary>Pages of history, the newest and one from the middle, for people who have deleted little, much, and a whole run right before the page.</summary>
internal static class FeedPart
{
    private const int Few = 100;
    private const int Near = 500;

    public static async Task<(Figure[] Figures, Budget[] Budgets)> MeasureAsync(IServiceProvider services, BenchOptions options, CancellationToken ct)
    {
        await using var stream = await LongStream.BuildAsync(services, options.Quick ? 40_000 : 100_000, ct);
        var (middle, many) = (stream.Last / 2, HiddenMessage.MaxPerStream);
        var none = await stream.HideAsync([], ct);
        // Every tenth of those near both pages: what is hidden elsewhere costs neither of them anything.
        var few = await stream.HideAsync(Enumerable.Range(0, Few / 2).SelectMany(i => new[] { stream.Last - (i * Near * 2 / Few), middle - 1 - (i * Near * 2 / Few) }), ct);
        var spread = await stream.HideAsync(Enumerable.Range(0, many).Select(i => stream.Last - (i * (stream.Last / many))), ct);
        var (figures, budgets) = (new List<Figure>(), new List<Budget>());
        foreach (var (page, before) in new[] { ("newest page", stream.Last + 1), ("page from the middle", middle) })
        {
            var run = await stream.HideAsync(Enumerable.Range(1, many).Select(i => before - i), ct);
            var times = await Turns.MediansAsync(
                options.Quick ? 50 : 300,
                () => stream.ReadRawAsync(none, before, ct),
                () => stream.ReadAsync(none, before, ct),
                () => stream.ReadAsync(few, before, ct),
                () => stream.ReadAsync(spread, before, ct),
                () => stream.ReadAsync(run, before, ct),
                () => stream.ReadRawAsync(run, before, ct));
            figures.AddRange(
            [
                new($"{page}: bare query", times[0], "ms"), new($"{page}, nothing hidden", times[1], "ms"), new($"{page}, {Few} hidden", times[2], "ms"),
                new($"{page}: nothing hidden / bare query", times[1] / times[0], "times"), new($"{page}: {Few} hidden / bare query", times[2] / times[0], "times"),
                new($"{page}, {many:N0} hidden all over", times[3], "ms"), new($"{page}, {many:N0} hidden right before it", times[4], "ms"),
                new($"{page}, {many:N0} hidden right before it / bare query behind them", times[4] / times[5], "times"),
            ]);
            budgets.AddRange(
            [
                new($"{page}: {Few} hidden / nothing hidden", times[2] / times[1], 1.5, AtLeast: false),
                new($"{page}: {many:N0} hidden all over / nothing hidden", times[3] / times[1], 1.5, AtLeast: false),
            ]);
        }

        var books = await Turns.MediansAsync(
            options.Quick ? 30 : 100, () => stream.ReadBookAsync(none, ct), () => stream.ReadBookAsync(few, ct), () => stream.ReadBookAsync(spread, ct));
        figures.AddRange([new("what is hidden, read for a search: nothing", books[0], "ms"), new($"what is hidden, read for a search: {Few}", books[1], "ms"), new($"what is hidden, read for a search: {many:N0}", books[2], "ms")]);
        return ([.. figures], [.. budgets]);
    }
}
