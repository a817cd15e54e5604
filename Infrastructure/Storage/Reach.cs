using Collab.Domain.Shared.Storage;

namespace Collab.Infrastructure.Storage;

/// <summary>
/// Whether a database can be reached, as whoever watches it says. While it is away every request for it fails at once;
/// what was under way when it went is given up, because a host that is gone would hold it for a minute.
/// </summary>
internal sealed class Reach(string name) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _doubts = new(0, 1);
    private CancellationTokenSource _lost = new();

    /// <summary>True from <see cref="Lose"/> to <see cref="Regain"/>.</summary>
    public bool IsAway => Lost.IsCancellationRequested;

    /// <summary>Cancelled while the database is away.</summary>
    public CancellationToken Lost => Volatile.Read(ref _lost).Token;

    /// <summary>Somebody could not reach it: whoever watches it looks at once.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            if (_doubts.CurrentCount == 0)
                _doubts.Release();
        }
    }

    /// <summary>Returns when somebody doubts, or after a while.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _doubts.WaitAsync(atMost, ct);

    /// <summary>It cannot be reached. False when that was known.</summary>
    public bool Lose()
    {
        lock (_lock)
        {
            if (IsAway)
                return false;
            _lost.Cancel();
            return true;
        }
    }

    /// <summary>It can be reached again. False when that was known.</summary>
    public bool Regain()
    {
        lock (_lock)
        {
            if (!IsAway)
                return false;
            // The old one is left to those who still hold its token.
            Volatile.Write(ref _lost, new CancellationTokenSource());
            return true;
        }
    }

    /// <summary>Throws while the database is away.</summary>
    public void Check()
    {
        if (IsAway)
            throw Away();
    }

    /// <summary>What <paramref name="work"/> brings, unless the database is away or goes away: then a <see cref="DatabaseAwayException"/>.</summary>
    public async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        var lost = Lost;
        if (lost.IsCancellationRequested)
            throw Away();
        var working = work(lost);
        try
        {
            return await working.WaitAsync(lost);
        }
        catch (Exception error) when (lost.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // Nobody waits for it any more, but it may still fail.
            _ = working.ContinueWith(late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw new DatabaseAwayException(Away().Message, error);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            Doubt();
            throw;
        }
    }

    public void Dispose()
    {
        _doubts.Dispose();
        _lost.Dispose();
    }

    private DatabaseAwayException Away() => new($"The database {name} is away.");
}
