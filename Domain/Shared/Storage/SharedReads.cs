namespace Collab.Domain.Shared.Storage;

/// <summary>
/// Reads by key that are asked for at the same time share a query: whoever comes while the database is busy with others
/// goes into the next one. There is no timer, and one alone waits for nobody. A query begins after all its keys were
/// asked for, so what it finds is as fresh as if each had been read by itself: nothing is remembered here.
/// </summary>
/// <param name="query">Finds the rows of up to <see cref="MaxKeys"/> keys. What fails, fails for everybody who shared it.</param>
public sealed class SharedReads<TKey, TRow>(Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TRow>>> query)
    where TKey : notnull
    where TRow : class
{
    /// <summary>The most keys of one query.</summary>
    public const int MaxKeys = 128;

    private readonly Lock _lock = new();
    private readonly Queue<Batch> _waiting = new();
    private Batch? _open;
    private bool _isReading;

    /// <summary>The key's row; null when there is none. Giving up waiting disturbs nobody else.</summary>
    public async Task<TRow?> FindAsync(TKey key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var rows = await Join(key).Rows.WaitAsync(ct);
        return rows.GetValueOrDefault(key);
    }

    private Batch Join(TKey key)
    {
        lock (_lock)
        {
            if (_open is not { Keys.Count: < MaxKeys })
                _waiting.Enqueue(_open = new Batch());
            _open.Keys.Add(key);
            if (!_isReading)
                Start();
            _isReading = true;
            return _open;
        }
    }

    // A query serves many: it must not run in the name, or on the time, of the one who happened to come first.
    private void Start() => ThreadPool.UnsafeQueueUserWorkItem(static reads => _ = reads.RunAsync(), this, preferLocal: false);

    // Never fails: whatever goes wrong goes to those who wait.
    private async Task RunAsync()
    {
        while (Take() is { } batch)
            await batch.ReadAsync(query);
    }

    private Batch? Take()
    {
        lock (_lock)
        {
            _isReading = _waiting.TryDequeue(out var batch);
            if (batch == _open)
                _open = null;
            return batch;
        }
    }

    private sealed class Batch
    {
        private readonly TaskCompletionSource<IReadOnlyDictionary<TKey, TRow>> _rows = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HashSet<TKey> Keys { get; } = [];

        public Task<IReadOnlyDictionary<TKey, TRow>> Rows => _rows.Task;

        public async Task ReadAsync(Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TRow>>> query)
        {
            try
            {
                _rows.SetResult(await query(Keys));
            }
#pragma warning disable CA1031 // It goes to those who wait for it, and the next query begins.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _rows.SetException(error);
                // Everybody may have given up meanwhile; then nobody is left to be told.
                _ = _rows.Task.Exception;
            }
        }
    }
}
