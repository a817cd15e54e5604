using System.Diagnostics;

namespace Collab.Support;

/// <summary>Waiting for something that another thread, process or browser does: asks again until it is so or time is over.</summary>
public static class Eventually
{
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <param name="what">Completes the sentence "… did not come true", for example "Bo sees Ada's message".</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var limit = timeout ?? DefaultTimeout;
        var watch = Stopwatch.StartNew();
        var pause = FirstPause;
        while (!await condition().WaitAsync(Remaining(limit, watch, what)))
        {
            if (watch.Elapsed + pause > limit)
            {
                throw TimedOut(what, limit);
            }

            await Task.Delay(pause);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? timeout = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, timeout);

    private static TimeSpan Remaining(TimeSpan limit, Stopwatch watch, string what) =>
        limit > watch.Elapsed ? limit - watch.Elapsed : throw TimedOut(what, limit);

    private static TimeoutException TimedOut(string what, TimeSpan limit) =>
        new($"Within {limit.TotalSeconds:0.#} s this did not come true: {what}.");
}
