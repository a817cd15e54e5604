using Collab.Domain.Shared.Events;
using Collab.Web.Hosting.Telemetry;

namespace Collab.Web.Hubs;

/// <summary>
/// How the node's programs keep up with what is sent to them. One that is slow is its own affair: it is told to read
/// afresh. When a third is behind of those who were sent something last, it is the node that is slow, and whoever posts
/// waits for it; else all of them would have to read afresh from databases that are busy already.
/// </summary>
internal sealed class HubPace(CollabMetrics metrics, TimeProvider time) : IFollowerPace
{
    /// <summary>So many are looked at, those who were sent something last.</summary>
    public const int Most = 64;

    /// <summary>Of fewer nothing can be told about the node.</summary>
    public const int Fewest = 8;

    /// <summary>Nobody who posts waits longer at a time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    // Each is in it once. Written by the one who hands out events, read by whoever posts.
    private readonly HubClient?[] _last = new HubClient?[Most];
    private int _next;

    /// <summary>Notes some of those who were just sent something. Never called by two at the same time.</summary>
    /// <param name="followers">All of them; not kept.</param>
    /// <param name="turn">Another number each time, so that it is not always the same ones.</param>
    public void Note(IReadOnlyCollection<HubClient> followers, long turn)
    {
        var each = Math.Max(1, followers.Count / Most);
        foreach (var client in followers)
        {
            if ((client.Comer + turn) % each == 0 && !_last.Contains(client))
                _last[_next++ % Most] = client;
        }
    }

    /// <inheritdoc />
    public Task KeepUpAsync(Func<bool> isUrgent) => AreBehind() ? WaitAsync(isUrgent) : Task.CompletedTask;

    private async Task WaitAsync(Func<bool> isUrgent)
    {
        metrics.PostsWaited();
        var since = time.GetTimestamp();
        while (AreBehind() && !isUrgent() && time.GetElapsedTime(since) < Longest)
            await Task.Delay(Step, time);
    }

    // Nothing new is sent while everybody waits, so they are asked anew each time.
    private bool AreBehind()
    {
        var (asked, behind) = (0, 0);
        foreach (var client in _last)
        {
            if (client is null or { IsGone: true })
                continue;
            asked++;
            behind += client.IsBehind ? 1 : 0;
        }

        return asked >= Fewest && behind * 3 > asked;
    }
}
