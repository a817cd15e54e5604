namespace Collab.Domain.Shared.Events;

/// <summary>A run of a stream's events.</summary>
/// <param name="Events">Oldest first, versions dense.</param>
/// <param name="IsComplete">False when events between the asked version and the first are no longer kept: load afresh.</param>
public sealed record EventSlice(IReadOnlyList<DomainEvent> Events, bool IsComplete);
