using System.Collections.Concurrent;
using Collab.Domain.Notifications;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Notifications;

/// <summary>
/// The keywords that anybody watches, in this node's memory: a post asks no database for them. New ones come over the bus;
/// what the bus lost, and what nobody wants any more, is seen when all are read again, seldom and besides.
/// </summary>
internal sealed class WatchedKeywords : IWatchedKeywords, IDisposable
{
    private const int RowsAtOnce = 1000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    private readonly IKeywordStore _store;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private readonly ConcurrentDictionary<OrganizationId, Known> _known = new();

    public WatchedKeywords(IKeywordStore store, IEventBus bus, TimeProvider time)
    {
        (_store, _time) = (store, time);
        _subscription = bus.Subscribe(Take, () => _known.Clear());
    }

    public async ValueTask<IReadOnlyList<KeywordId>> FindAsync(OrganizationId organization, string text, CancellationToken ct)
    {
        var known = _known.GetOrAdd(organization, id => new Known(id));
        if (!known.IsLoaded)
            await known.LoadAsync(this).WaitAsync(ct);
        else if (_time.GetUtcNow() - known.ReadAt > MaxAge)
            _ = known.LoadAsync(this); // whoever posts now goes by what is known
        return [.. known.Set.Find(text).Take(Keyword.MaxPerMessage)];
    }

    public void Dispose() => _subscription.Dispose();

    private void Take(Notice notice)
    {
        if (notice is KeywordsWatchedSignal watched && _known.TryGetValue(watched.Organization, out var known))
            known.Add(watched.Keywords);
    }

    private async Task<Dictionary<KeywordId, Keyword>> ReadAsync(OrganizationId organization)
    {
        var all = new Dictionary<KeywordId, Keyword>();
        var (after, more) = (new KeywordId(0), true);
        while (more)
        {
            var page = await _store.ListWatchedAsync(organization, after, RowsAtOnce, CancellationToken.None); // many wait for it
            foreach (var stored in page.Items)
                all[stored.Id] = Keyword.Parse(stored.Words).Value;
            (after, more) = (page.Items.Count > 0 ? page.Items[^1].Id : after, page.Next is not null);
        }

        return all;
    }

    /// <summary>What is known of one organization.</summary>
    private sealed class Known(OrganizationId organization)
    {
        private readonly Lock _lock = new();
        private Dictionary<KeywordId, Keyword> _keywords = [];

        // Those that came while all were being read: the reading may have missed them.
        private Dictionary<KeywordId, Keyword> _meanwhile = [];
        private Task? _loading;

        public KeywordSet<KeywordId> Set { get; private set; } = KeywordSet<KeywordId>.Empty;

        public DateTimeOffset ReadAt { get; private set; }

        public bool IsLoaded { get; private set; }

        public void Add(IReadOnlyList<StoredKeyword> added)
        {
            lock (_lock)
            {
                foreach (var stored in added)
                    _keywords[stored.Id] = _meanwhile[stored.Id] = Keyword.Parse(stored.Words).Value;
                Set = new KeywordSet<KeywordId>(_keywords.Select(k => (k.Value, k.Key)));
            }
        }

        public Task LoadAsync(WatchedKeywords node)
        {
            lock (_lock)
                return _loading ??= LoadNowAsync(node);
        }

        private async Task LoadNowAsync(WatchedKeywords node)
        {
            await Task.Yield();
            try
            {
                lock (_lock)
                    _meanwhile = [];
                var read = await node.ReadAsync(organization);
                lock (_lock)
                {
                    foreach (var (id, keyword) in _meanwhile)
                        read[id] = keyword;
                    (_keywords, IsLoaded, ReadAt) = (read, true, node._time.GetUtcNow());
                    Set = new KeywordSet<KeywordId>(read.Select(k => (k.Value, k.Key)));
                }
            }
            finally
            {
                lock (_lock)
                    _loading = null;
            }
        }
    }
}
