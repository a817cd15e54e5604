using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Hubs;

/// <summary>
/// A stream that a program follows. <see cref="Last"/> is touched by the client's own pump only. It keeps no head: there are many of these.
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

    /// <summary>When the right to read was last found to be there, as a timestamp.</summary>
    public long VerifiedAt { get; set; } = verifiedAt;

    /// <summary>True from the moment on when nothing of the stream may be sent any more.</summary>
    public bool IsEnded { get; set; }
}
