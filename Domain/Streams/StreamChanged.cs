using Collab.Domain.Shared.Events;

namespace Collab.Domain.Streams;

/// <summary>The head changed: name, topic, purpose, archived or not, posting rights.</summary>
public sealed record StreamChanged : DomainEvent;
