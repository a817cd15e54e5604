namespace Collab.Infrastructure.Receipts;

/// <summary>What becomes of a seat by what has come in for it.</summary>
internal sealed class MarkerMoveMade(MarkerHead head, MarkerSeat seat)
{
    public MarkerHead Head => head;

    public MarkerSeat Seat => seat;

    /// <summary>Where the marker is then.</summary>
    public required long Target { get; init; }

    public required int UnreadMarks { get; init; }

    public required long Delivered { get; init; }

    /// <summary>Own messages after the marker.</summary>
    public required int OwnAfter { get; set; }

    public bool HasMoved => Target != seat.LastReadSeq;

    /// <summary>Others may see a difference.</summary>
    public bool IsNews => HasMoved || Math.Max(Delivered, Target) != Math.Max(seat.DeliveredSeq, seat.LastReadSeq);

    /// <summary>There is something to write.</summary>
    public bool IsWrite => HasMoved || Delivered != seat.DeliveredSeq || UnreadMarks != seat.UnreadMarks;

    /// <summary>Something may be left that counts: what is unread, or what she was reminded of and has not confirmed.</summary>
    public bool IsBehind => Target < head.LastSeq || head.HasReminders;

    /// <summary>Going back, or on from before own messages, changes how many of them are behind the marker.</summary>
    public bool NeedsOwnCount => HasMoved && (seat.OwnAfter > 0 || Target < seat.LastReadSeq);

    public static MarkerMoveMade Of(PendingMarker marker, MarkerHead head, MarkerSeat seat)
    {
        // What she has cleared away for herself is not unread any more.
        var target = marker.Back is { } back ? Math.Min(Math.Max(back, seat.ClearedSeq), head.LastSeq)
            : marker.HasMove && marker.UnreadMarks == seat.UnreadMarks ? Math.Max(seat.LastReadSeq, Math.Min(marker.Forward, head.LastSeq))
            : seat.LastReadSeq;
        return new MarkerMoveMade(head, seat)
        {
            Target = target,
            UnreadMarks = seat.UnreadMarks + (marker.Back is null ? 0 : 1),
            Delivered = Math.Max(seat.DeliveredSeq, Math.Min(marker.Delivered, head.LastSeq)),
            OwnAfter = seat.OwnAfter,
        };
    }
}
