using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Draining;

/// <summary>
/// The end of a node's life: it stops being ready, asks its long connections to move, and waits for them. Only then does
/// the host stop, because the framework cuts all connections the moment it does. An operator may also have it drain and
/// keep running.
/// </summary>
public sealed class Drain(IEnumerable<IDrainParticipant> participants, CollabOptions options, TimeProvider time, ILogger<Drain> log)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private int _isStopping;
    private volatile bool _isAsked;

    /// <summary>True while nobody new shall come: the node is to stop, or an operator asked for it.</summary>
    public bool HasBegun => IsStopping || _isAsked;

    /// <summary>True from the first request to stop on.</summary>
    public bool IsStopping => Volatile.Read(ref _isStopping) != 0;

    /// <summary>Drains; returns when nobody is left or the time is up.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (Interlocked.Exchange(ref _isStopping, 1) != 0)
            return;
        var started = time.GetTimestamp();
        var deadline = TimeSpan.FromSeconds(options.DrainSeconds);
        log.LogInformation("Draining: {Connections} connections are open.", Open);
        await AskToLeaveAsync();
        while (Open > 0 && time.GetElapsedTime(started) < deadline && !ct.IsCancellationRequested)
            await Task.Delay(Step, time, CancellationToken.None); // the loop's own condition ends it
        log.LogInformation("Drained: {Connections} connections are left.", Open);
    }

    /// <summary>
    /// An operator's wish: drain and keep running, or take people again. Called again and again while it lasts, so that whoever
    /// found no other node yet, or came in spite of it, is asked once more.
    /// </summary>
    public async Task HoldAsync(bool isWanted)
    {
        if (_isAsked != isWanted)
            log.LogInformation("The node was asked to {Wish}.", isWanted ? "drain and keep running" : "take people again");
        _isAsked = isWanted;
        if (isWanted && !IsStopping)
            await AskToLeaveAsync();
    }

    private async Task AskToLeaveAsync()
    {
        foreach (var participant in participants)
        {
            try
            {
                await participant.AskToLeaveAsync(CancellationToken.None).WaitAsync(Patience, time); // who is in a hurry still tells them
            }
            catch (TimeoutException)
            {
                // A page whose network went a moment ago does not hear it; it looks for a node by itself.
            }
        }
    }

    private int Open => participants.Sum(p => p.Open);
}
