using Collab.Domain.Hidden;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;

namespace Collab.Web.Hubs;

/// <summary>
/// A stream that a program follows. <see cref="Last"/> and <see cref="Sight"/> are touched by the client's own pump only. It keeps no head: there are many of these.
/// </summary>
internal sealed class Subscription(StreamView head, bool isMember, long verifiedAt)
{
    /// <summary>The stream.</summary>
    public StreamId Stream { get; } = head.Id;

    /// <summary>For a thread: the stream that decides who may read it.</summary>
    public StreamId? Parent { get; } = head.Parent;

    /// <summary>True when a lost seat is told by an event; others are asked again from time to time.</summary>
    public bool HasOwnSeat { get; } = isMember && head.Kind != StreamKind.Thread;

    /// <summary>True in streams so small that one is told who reads and who types.</summary>
    public bool IsSmall { get; set; } = head.MemberCount <= StreamRules.MaxMembersForTyping;

    /// <summary>The version that was sent last; null until it has caught up.</summary>
    public long? Last { get; set; }

    /// <summary>What its person sees of the stream; null while she sees everything.</summary>
    public EventSight? Sight { get; set; }

    /// <summary>When the right to read was last found to be there, as a timestamp.</summary>
    public long VerifiedAt { get; set; } = verifiedAt;

    /// <summary>Takes note of messages that its person hides, or brings back.</summary>
    public void Hide(IReadOnlyCollection<long> seqs, bool isHidden)
    {
        if (Sight is null && isHidden)
            Sight = new EventSight(Parent is not null, ClearedHistory.None, seqs);
        else
            Sight?.Set(seqs, isHidden);
    }

    /// <summary>Takes note of how much of the place's history its person does not see.</summary>
    public void Clear(ClearedHistory cleared)
    {
        if (Sight is null)
            Sight = new EventSight(Parent is not null, cleared, []);
        else
            Sight.Cleared = cleared;
    }

    /// <summary>True from the moment on when nothing of the stream may be sent any more.</summary>
    public bool IsEnded { get; set; }
}
