using System.Diagnostics;

namespace Collab.Bench.Hidden;

/// <summary>Several ways to the same, one after the other in each round, and each round begins with another: what else the machine does hits all.</summary>
internal static class Turns
{
    private const int WarmUps = 50;

    /// <summary>The median of each way, in milliseconds.</summary>
    public static async Task<double[]> MediansAsync(int rounds, params Func<Task>[] ways)
    {
        var times = ways.Select(_ => new List<double>(rounds)).ToArray();
        for (var round = -WarmUps; round < rounds; round++)
        {
            for (var turn = 0; turn < ways.Length; turn++)
            {
                var way = (turn + round + WarmUps) % ways.Length;
                var began = Stopwatch.GetTimestamp();
                await ways[way]();
                if (round >= 0)
                    times[way].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        return [.. times.Select(t => t.Order().ElementAt(t.Count / 2))];
    }
}
