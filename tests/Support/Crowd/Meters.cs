using System.Collections.Concurrent;
using System.Diagnostics;

namespace Collab.Support.Crowd;

/// <summary>What a crowd experiences, in windows of time: how long acts take, and what fails.</summary>
public sealed class Meters(TimeSpan window)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly ConcurrentDictionary<(Act Act, int Window), Histogram> _times = new();
    private readonly ConcurrentDictionary<(Act Act, string Kind), long> _failures = new();

    public TimeSpan Window => window;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    public int Windows => (int)(Elapsed / window) + 1;

    public IReadOnlyDictionary<(Act Act, string Kind), long> Failures => _failures;

    public void Took(Act act, TimeSpan time) =>
        _times.GetOrAdd((act, (int)(Elapsed / window)), _ => new Histogram()).Record(time.TotalMilliseconds);

    public void Failed(Act act, string kind) => _failures.AddOrUpdate((act, kind), 1, (_, n) => n + 1);

    public Histogram? Of(Act act, int index) => _times.GetValueOrDefault((act, index));

    /// <summary>All windows of an act together, or some.</summary>
    public Histogram Total(Act act, int from = 0, int to = int.MaxValue)
    {
        var sum = new Histogram();
        foreach (var ((of, index), times) in _times)
        {
            if (of == act && index >= from && index < to)
                sum.Add(times);
        }

        return sum;
    }
}
