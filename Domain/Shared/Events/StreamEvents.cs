using Collab.Domain.Streams;

namespace Collab.Domain.Shared.Events;

/// <summary>What a consumer is given: events of one stream.</summary>
/// <param name="Head">The stream as it is now, which may be newer than the events.</param>
/// <param name="Events">In the order of their versions; not dense, since unwanted kinds are left out.</param>
/// <param name="IsComplete">
/// False when events before these are not kept any more: whoever builds on all of them builds the stream anew from its
/// present state. Then <paramref name="Events"/> may be empty.
/// </param>
public sealed record StreamEvents(StreamView Head, IReadOnlyList<DomainEvent> Events, bool IsComplete)
{
    /// <summary>Whose events they are.</summary>
    public Ids.StreamId Stream => Head.Id;
}
