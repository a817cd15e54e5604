using Collab.Domain.Shared.Events;

namespace Collab.Domain.Messages;

/// <summary>An event that leaves one message behind in a new state.</summary>
public abstract record MessageEvent : DomainEvent
{
    /// <summary>The message after the event, or later.</summary>
    public required MessageView Message { get; init; }
}
