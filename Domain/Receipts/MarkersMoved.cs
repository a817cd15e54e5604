using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>
/// Markers of a stream moved: what nodes tell each other, at most about once a second for each stream. No page and no
/// program gets it as it is: their own markers come to people as <see cref="ReadSignal"/>, those of others as
/// <see cref="ReadersMoved"/> or <see cref="ReceiptsMoved"/>, if at all.
/// </summary>
/// <param name="Stream">Where.</param>
/// <param name="Markers">Which, each person at most once, at most <see cref="MaxMarkers"/>.</param>
/// <param name="Shows">What others may be told.</param>
public sealed record MarkersMoved(StreamId Stream, IReadOnlyList<ReadMarker> Markers, MarkersShown Shows) : Signal
{
    /// <summary>More markers make a further notice.</summary>
    public const int MaxMarkers = 500;

    /// <summary>Which; none when a node of the version before has sent a marker in its own form.</summary>
    public IReadOnlyList<ReadMarker> Markers { get; init; } = Markers ?? [];

    /// <summary>What others in the stream are told; null when nothing.</summary>
    public Signal? ForOthers() =>
        Shows switch
        {
            MarkersShown.Readers => new ReadersMoved(Stream, [.. Markers.Select(m => new ReadPosition(m.User, m.IsShared ? m.LastReadSeq : null, m.DeliveredSeq))]),
            MarkersShown.Counts => new ReceiptsMoved(Stream),
            _ => null,
        };

    /// <summary>What the owners' own devices are told.</summary>
    public IEnumerable<ReadSignal> ForOwners() => Markers.Select(m => new ReadSignal(Stream, m.User, m.LastReadSeq, m.Unread, m.Mentions));
}

/// <summary>What others may be told of markers that moved.</summary>
public enum MarkersShown
{
    /// <summary>Nothing.</summary>
    Nothing = 0,

    /// <summary>That some moved: counts are asked for by whoever shows them.</summary>
    Counts = 1,

    /// <summary>Whose, and how far.</summary>
    Readers = 2,
}
