using Lucene.Net.Search;

namespace Collab.Search.Lucene;

/// <summary>
/// States of an index that searches look at: a new one a moment after something was written, and those of a while ago, so
/// that the pages of one search fit together.
/// </summary>
internal sealed class Views : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    // Opening a state takes longer the more was written: while much is, most of the time is for writing.
    private const int RestsPerRefresh = 4;
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly SearcherManager _searchers;
    private readonly Revisions _revisions;
    private readonly SearcherLifetimeManager _kept = new();
    private readonly Lock _refreshing = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _loop;
    private volatile bool _isStale;

    public Views(SearcherManager searchers, Revisions revisions, TimeProvider time)
    {
        (_searchers, _revisions) = (searchers, revisions);
        _loop = LoopAsync(time);
    }

    /// <summary>Something was written.</summary>
    public void Stale() => _isStale = true;

    /// <summary>Opens a new state when something was written.</summary>
    public void Refresh()
    {
        lock (_refreshing)
        {
            if (!_isStale)
                return;
            _isStale = false;
            _revisions.BeginRefresh();
            _searchers.MaybeRefreshBlocking();
            _revisions.EndRefresh();
        }
    }

    /// <summary>Looks at a state that is still kept, or at the newest.</summary>
    public T Look<T>(long? view, Func<IndexSearcher, long, T> look)
    {
        if (view is { } wanted && _kept.Acquire(wanted) is { } kept)
        {
            try
            {
                return look(kept, wanted);
            }
            finally
            {
                _kept.Release(kept);
            }
        }

        var searcher = _searchers.Acquire();
        try
        {
            return look(searcher, _kept.Record(searcher));
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _loop;
        _kept.Dispose();
        _over.Dispose();
    }

    private async Task LoopAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var pruner = new SearcherLifetimeManager.PruneByAge(Kept.TotalSeconds);
        var restsUntil = time.GetTimestamp();
        while (await TickAsync(timer))
        {
            if (time.GetTimestamp() < restsUntil)
                continue;
            try
            {
                var begun = time.GetTimestamp();
                // Off the timer's thread: opening a state may read from the disk.
                await Task.Run(Refresh, CancellationToken.None); // the end of the loop waits for it
                var rest = time.GetElapsedTime(begun) * RestsPerRefresh;
                restsUntil = time.GetTimestamp() + (long)((rest < LongestRest ? rest : LongestRest).TotalSeconds * time.TimestampFrequency);
                _kept.Prune(pruner);
            }
#pragma warning disable CA1031 // Whoever searches or writes next meets the same trouble, and says so.
            catch (Exception)
#pragma warning restore CA1031
            {
                _isStale = true;
            }
        }
    }

    private async Task<bool> TickAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_over.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
