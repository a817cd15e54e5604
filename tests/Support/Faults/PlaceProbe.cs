using System.Diagnostics;
using Collab.Support.Crowd;

namespace Collab.Support.Faults;

/// <summary>
/// Writers of their own who post to some places only: what the rest suffers from the damage must not slow them down. They
/// post beside the crowd, through its journal.
/// </summary>
internal sealed class PlaceProbe(FaultScene scene, IReadOnlyList<long> places)
{
    private const int Senders = 4;

    /// <summary>The time of each post for a while.</summary>
    public Task<Histogram> MeasureAsync(TimeSpan time, CancellationToken ct) => MeasureAsync(Task.Delay(time, ct), ct);

    /// <summary>The time of each post for as long as something lasts; what goes wrong in it goes wrong here.</summary>
    public async Task<Histogram> MeasureAsync(Task during, CancellationToken ct)
    {
        if (places.Count == 0)
            throw new InvalidOperationException("No place lies apart from the damage: another seed will do.");
        var times = new Histogram();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async number =>
        {
            var writer = new Writer(scene.Clients[number], scene.Api, scene.Journal, new Meters(TimeSpan.FromSeconds(1)), "p");
            while (!during.IsCompleted)
            {
                var started = Stopwatch.GetTimestamp();
                await writer.SendAsync(places[scene.Random.Next(places.Count)], "how long does this take", byHub: false, ct);
                times.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                await Task.Delay(50, ct);
            }
        }));
        await during;
        return times;
    }

    /// <summary>Notes both, and says so when the second is too slow.</summary>
    public void Compare(Histogram before, Histogram during, double factor, string whose)
    {
        var (calm, hit) = (before.Percentile(0.99), during.Percentile(0.99));
        scene.Note($"p99 of posts in {whose}: {calm:0} ms before, {hit:0} ms during ({before.Count} and {during.Count} posts)");
        // Below this, a ratio tells of the machine and not of the damage.
        const double Noise = 60;
        if (hit > Math.Max(calm * factor, Noise))
            scene.Wrong($"p99 of posts in {whose} rose from {calm:0} to {hit:0} ms, more than {factor} times");
    }
}
