using System.Collections.Concurrent;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Microsoft.Extensions.Caching.Memory;

namespace Collab.Infrastructure.Messages;

/// <summary>
/// Pages of history that many people of this node look at: read once for each version of their stream. Whoever asks has
/// read the head first, and every change of a message steps the head's version, so a page that was read at this version
/// or later lacks nothing that the asker may expect. A cache: it forgets what it likes.
/// </summary>
/// <param name="capacity">How much it may remember, in characters of text and HTML.</param>
internal sealed class SharedPages(long capacity = SharedPages.Capacity) : IDisposable
{
    /// <summary>About 64 MiB.</summary>
    public const long Capacity = 32L * 1024 * 1024;

    private const int OfPage = 512;
    private const int OfMessage = 256;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = capacity });
    private readonly ConcurrentDictionary<Key, Lazy<Task<MessagePage>>> _loading = new();

    /// <summary>The page; <paramref name="load"/> reads it when nobody has. Giving up waiting disturbs nobody else.</summary>
    public async Task<MessagePage> GetAsync(StreamId stream, long version, MessageRange range, Func<Task<MessagePage>> load, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var key = new Key(stream, version, range);
        if (_pages.TryGetValue(key, out MessagePage? known) && known is not null)
            return known;
        // Reading begins after the asker has read the head, or shares what began after another had read the same head.
        var loading = _loading.GetOrAdd(key, _ => new Lazy<Task<MessagePage>>(() => LoadAsync(key, load)));
        return await loading.Value.WaitAsync(ct);
    }

    public void Dispose() => _pages.Dispose();

    private async Task<MessagePage> LoadAsync(Key key, Func<Task<MessagePage>> load)
    {
        // Whoever came first must not do it on her thread for all who join.
        await Task.Yield();
        try
        {
            var page = await load();
            using var entry = _pages.CreateEntry(key);
            entry.Value = page;
            entry.Size = OfPage + page.Items.Sum(m => (long)OfMessage + m.Text.Length + m.Html.Length);
            entry.SlidingExpiration = Rest;
            return page;
        }
        finally
        {
            _loading.TryRemove(key, out _);
        }
    }

    private readonly record struct Key(StreamId Stream, long Version, MessageRange Range);
}
