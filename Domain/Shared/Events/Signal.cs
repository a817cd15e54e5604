namespace Collab.Domain.Shared.Events;

/// <summary>State that is worth telling now and worth nothing later: never stored, may be lost.</summary>
public abstract record Signal : Notice;
