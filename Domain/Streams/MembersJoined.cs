using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>People took their seats.</summary>
public sealed record MembersJoined : DomainEvent
{
    /// <summary>Who; at most <see cref="MaxUsers"/>, a larger crowd comes in several events.</summary>
    public required IReadOnlyList<UserId> Users { get; init; }

    /// <summary>How many people one event names.</summary>
    public const int MaxUsers = 1000;
}
