using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>People left, or were removed: from now on they see nothing of the stream.</summary>
public sealed record MembersLeft : DomainEvent
{
    /// <summary>Who.</summary>
    public required IReadOnlyList<UserId> Users { get; init; }
}
