using System.Collections.Concurrent;

namespace Collab.Identity.Sessions;

/// <summary>
/// Remembers what was read for a few seconds, and forgets it at once when told. What was being read while something was
/// forgotten is not kept, so that an answer from before can never outlive the news.
/// </summary>
internal sealed class Remembered<TKey, TValue>(TimeProvider time)
    where TKey : notnull
    where TValue : class
{
    /// <summary>How long at most.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private const int MostEntries = 50_000;

    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private long _forgotten;

    /// <summary>The remembered value, or a fresh one; nothing is remembered of a value that is not there.</summary>
    public async Task<TValue?> GetAsync(TKey key, Func<Task<TValue?>> read)
    {
        if (_entries.TryGetValue(key, out var entry) && time.GetUtcNow() - entry.ReadAt < Longest)
            return entry.Value;
        var readAt = time.GetUtcNow();
        var before = Interlocked.Read(ref _forgotten);
        var value = await read();
        if (value is null)
        {
            _entries.TryRemove(key, out _);
            return null;
        }

        if (_entries.Count >= MostEntries)
            Prune();
        _entries[key] = new Entry(value, readAt);
        // Forgetting first counts and then removes: either it sees the entry, or we see the count.
        if (Interlocked.Read(ref _forgotten) != before)
            _entries.TryRemove(key, out _);
        return value;
    }

    public void Replace(TKey key, TValue value)
    {
        if (_entries.TryGetValue(key, out var entry))
            _entries.TryUpdate(key, entry with { Value = value }, entry);
    }

    public void Forget(Func<TKey, TValue, bool> which)
    {
        Interlocked.Increment(ref _forgotten);
        foreach (var (key, entry) in _entries)
        {
            if (which(key, entry.Value))
                _entries.TryRemove(key, out _);
        }
    }

    private void Prune()
    {
        var old = time.GetUtcNow() - Longest;
        foreach (var (key, entry) in _entries)
        {
            if (entry.ReadAt < old)
                _entries.TryRemove(key, out _);
        }
    }

    private sealed record Entry(TValue Value, DateTimeOffset ReadAt);
}
