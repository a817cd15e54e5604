using Collab.Domain.Hidden;
using Collab.Domain.Preferences;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Domain.Threads;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Sync;

/// <summary>What a shard has of a person, and what all of them have.</summary>
internal sealed class SyncRows
{
    public List<PlaceRow> Places { get; set; } = [];

    public List<(StreamId Stream, HiddenDigest Digest)> Hidden { get; init; } = [];

    public List<(StreamId Stream, ClearedHistory History)> Cleared { get; init; } = [];

    /// <summary>Threads, and whether each may have unread replies.</summary>
    public List<(StreamId Thread, bool IsBehind)> Followed { get; init; } = [];

    /// <summary>The same with the rows of those that may.</summary>
    public List<(StreamId Thread, PlaceRow? Row)> Threads { get; set; } = [];

    public List<SavedMessage> Saved { get; set; } = [];

    public List<UserId> Favourites { get; set; } = [];

    public List<Preference> Preferences { get; set; } = [];

    /// <summary>Takes those of a shard that count there.</summary>
    public void Add(SyncRows other, Func<StreamId, bool> counts)
    {
        Places.AddRange(other.Places.Where(p => counts(p.Head.StreamId)));
        Hidden.AddRange(other.Hidden.Where(h => counts(h.Stream)));
        Cleared.AddRange(other.Cleared.Where(c => counts(c.Stream)));
        Threads.AddRange(other.Threads.Where(t => counts(t.Thread)));
        // Only her own shard has any.
        Saved.AddRange(other.Saved);
        Favourites.AddRange(other.Favourites);
        Preferences.AddRange(other.Preferences);
    }

    public SyncContent ToContent(IReadOnlySet<Bucket> away) => new(
        new PlaceList([.. Places.Select(p => p.ToView())], away),
        new HiddenDigests(Digests(), away),
        new ThreadBook([.. Threads.Select(t => t.Thread)], [.. Threads.Select(t => t.Row?.ToView()).OfType<PlaceView>().Where(p => p.Unread > 0)], away.Count > 0),
        Saved,
        Favourites,
        Preferences);

    private Dictionary<StreamId, HiddenDigest> Digests()
    {
        var digests = Hidden.ToDictionary(h => h.Stream, h => h.Digest);
        foreach (var (stream, history) in Cleared)
            digests[stream] = digests.TryGetValue(stream, out var single) ? single with { Cleared = history } : new HiddenDigest(0, 0, null, history);
        return digests;
    }
}
