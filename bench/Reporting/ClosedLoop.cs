using System.Diagnostics;

namespace Collab.Bench.Reporting;

/// <summary>N callers, each of which asks again as soon as it is answered.</summary>
internal static class ClosedLoop
{
    /// <summary>Runs the act for a while after a warm-up and returns what was seen in the measured part.</summary>
    public static async Task<LoopResult> RunAsync(int callers, TimeSpan warmUp, TimeSpan measured, Func<int, Task> act, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var end = warmUp + measured;
        var acts = 0L;
        var loops = Enumerable.Range(0, callers).Select(caller => Task.Run(
            async () =>
            {
                var times = new List<double>();
                while (clock.Elapsed < end && !ct.IsCancellationRequested)
                {
                    var started = clock.Elapsed;
                    await act(caller);
                    Interlocked.Increment(ref acts);
                    if (started >= warmUp)
                        times.Add((clock.Elapsed - started).TotalMilliseconds);
                }

                return times;
            },
            ct));
        var all = (await Task.WhenAll(loops)).SelectMany(t => t).Order().ToArray();
        return new LoopResult(all.Length / measured.TotalSeconds, Percentile(all, 0.5), Percentile(all, 0.99), acts);
    }

    private static double Percentile(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];
}

/// <summary>Acts per second, milliseconds per act, and how many there were with those of the warm-up.</summary>
internal sealed record LoopResult(double PerSecond, double P50, double P99, long Acts);
