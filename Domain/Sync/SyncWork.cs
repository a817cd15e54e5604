using Collab.Domain.Preferences;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Sync;

/// <summary>A page while it is put together.</summary>
internal sealed class SyncWork(SyncRequest request, SyncState before)
{
    private readonly List<StreamId> _left = [];
    private readonly List<SyncedStream> _streams = [];
    private readonly List<PlaceView> _places = [];
    private IReadOnlyList<Preference>? _preferences;
    private IReadOnlyList<UserId>? _favourites;
    private IReadOnlyList<SavedMessage>? _saved;
    private SyncedThreads? _threads;

    public SyncRequest Request => request;

    public Actor Actor => request.Actor;

    public SyncDraft Draft { get; } = new(before);

    public bool HasMore { get; set; }

    public bool IsPartial { get; set; }

    /// <summary>Streams of which the device does not have all events.</summary>
    public List<SyncMissed> Missed { get; } = [];

    /// <summary>The places of held threads.</summary>
    public Dictionary<StreamId, StreamId> Parents { get; } = [];

    public List<HiddenOfStream> Hidden { get; } = [];

    /// <summary>Tells a place when it is new or has changed, unless there are too many already.</summary>
    public void Tell(PlaceView place)
    {
        if (_places.Count < SyncDevice.MaxPlaces)
        {
            if (Draft.Tell(place))
                _places.Add(place);
        }
        else
            HasMore |= Draft.IsNews(place);

        if (Draft.Places.TryGetValue(place.Id, out var known))
            Note(place.Id, place.Head.Version, known.Version);
    }

    /// <summary>Tells those of her lists that have changed.</summary>
    public void Tell(SyncContent now)
    {
        IReadOnlyList<SavedMessage> saved = [.. now.Saved.OrderBy(s => s.Message)];
        IReadOnlyList<UserId> favourites = [.. now.Favourites.Order()];
        IReadOnlyList<Preference> preferences = [.. now.Preferences.OrderBy(p => p.Name, StringComparer.Ordinal)];
        _saved = Draft.Tell("saved", saved) ? saved : null;
        _favourites = Draft.Tell("favourites", favourites) ? favourites : null;
        _preferences = Draft.Tell("preferences", preferences) ? preferences : null;
        IsPartial |= now.Threads.IsPartial;
        if (!now.Threads.IsPartial && SyncedThreads.Of(now.Threads) is var followed && Draft.Tell("threads", followed))
            _threads = followed;
    }

    public void Leave(StreamId stream)
    {
        _left.Add(stream);
        Draft.Drop(stream);
    }

    public void Hold(StreamView stream)
    {
        if (stream.Parent is { } parent)
            Parents[stream.Id] = parent;
        if (Draft.Held.TryGetValue(stream.Id, out var known))
            Note(stream.Id, stream.Version, known);
        else
            Renew(stream.Id, stream.Version);
    }

    public void Renew(StreamId stream, long version)
    {
        _streams.Add(new SyncedStream(stream, version, false, []));
        Draft.Advance(stream, version);
    }

    public void Tell(StreamId stream, long version, IReadOnlyList<DomainEvent> events)
    {
        _streams.Add(new SyncedStream(stream, version, true, events));
        Draft.Advance(stream, version);
    }

    public SyncPage ToView(string cursor, bool isReset) =>
        new(cursor, isReset, HasMore, IsPartial, _places, _left, _streams, Hidden, _preferences, _favourites, _saved, _threads);

    private void Note(StreamId stream, long version, long since)
    {
        if (version != since)
            Missed.Add(new SyncMissed(stream, version, since));
    }
}

/// <summary>A stream of which a device does not have all events.</summary>
/// <param name="Stream">Which.</param>
/// <param name="Version">What it has had.</param>
/// <param name="Since">What the device has.</param>
internal readonly record struct SyncMissed(StreamId Stream, long Version, long Since)
{
    public long Count => Version - Since;
}
