using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Draining;

/// <summary>
/// The end of a node's life: it stops being ready, asks its long connections to move, and waits for them. Only then does
/// the host stop, because the framework cuts all connections the moment it does.
/// </summary>
public sealed class Drain(IEnumerable<IDrainParticipant> participants, CollabOptions options, TimeProvider time, ILogger<Drain> log)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private int _begun;

    /// <summary>True from the first request to stop on.</summary>
    public bool HasBegun => Volatile.Read(ref _begun) != 0;

    /// <summary>Drains; returns when nobody is left or the time is up.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
            return;
        var started = time.GetTimestamp();
        var deadline = TimeSpan.FromSeconds(options.DrainSeconds);
        log.LogInformation("Draining: {Connections} connections are open.", Open);
        foreach (var participant in participants)
            await participant.AskToLeaveAsync(CancellationToken.None); // who is in a hurry still tells them
        while (Open > 0 && time.GetElapsedTime(started) < deadline && !ct.IsCancellationRequested)
            await Task.Delay(Step, time, CancellationToken.None); // the loop's own condition ends it
        log.LogInformation("Drained: {Connections} connections are left.", Open);
    }

    private int Open => participants.Sum(p => p.Open);
}
