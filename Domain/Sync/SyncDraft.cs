using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Sync;

/// <summary>A device's state while a page is put together from it.</summary>
internal sealed class SyncDraft(SyncState before)
{
    /// <summary>As in <see cref="SyncState.Places"/>.</summary>
    public Dictionary<StreamId, SyncedPlace> Places { get; } = new(before.Places);

    /// <summary>As in <see cref="SyncState.Held"/>.</summary>
    public Dictionary<StreamId, long> Held { get; } = new(before.Held);

    /// <summary>As in <see cref="SyncState.Hidden"/>.</summary>
    public Dictionary<StreamId, long> Hidden { get; } = new(before.Hidden);

    /// <summary>As in <see cref="SyncState.Parts"/>.</summary>
    public Dictionary<string, long> Parts { get; } = new(before.Parts);

    /// <summary>Something differs from the state that it began with.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>The device has a stream's events up to a version.</summary>
    public void Advance(StreamId stream, long version)
    {
        HasChanged = true;
        if (Places.TryGetValue(stream, out var place))
            Places[stream] = place with { Version = version };
        else
            Held[stream] = version;
    }

    /// <summary>The device is told a place as it is; true when that is news.</summary>
    public bool Tell(PlaceView place)
    {
        var (stream, digest) = (place.Id, SyncDigest.Of(place));
        var isKnown = Places.TryGetValue(stream, out var known);
        if (isKnown && known.Digest == digest)
            return false;
        // It follows by itself from now on.
        Held.Remove(stream);
        Places[stream] = new SyncedPlace(isKnown ? known.Version : place.Head.Version, digest);
        return HasChanged = true;
    }

    /// <summary>A place is not as the device was told it, or new to it.</summary>
    public bool IsNews(PlaceView place) => !Places.TryGetValue(place.Id, out var known) || known.Digest != SyncDigest.Of(place);

    /// <summary>The device is told a list as it is; true when that is news.</summary>
    public bool Tell(string part, object list)
    {
        var digest = SyncDigest.Of(list);
        if (Parts.TryGetValue(part, out var known) && known == digest)
            return false;
        Parts[part] = digest;
        return HasChanged = true;
    }

    /// <summary>The device is told what is hidden of a stream; a null digest says nothing.</summary>
    public void Hide(StreamId stream, long? digest)
    {
        HasChanged = true;
        if (digest is { } hidden)
            Hidden[stream] = hidden;
        else
            Hidden.Remove(stream);
    }

    /// <summary>The device lets go of a stream.</summary>
    public void Drop(StreamId stream)
    {
        HasChanged |= Places.Remove(stream) | Held.Remove(stream) | Hidden.Remove(stream);
    }

    /// <summary>The state that the page leads to.</summary>
    public SyncState ToState() => new(Places, Held, Hidden, Parts);
}
