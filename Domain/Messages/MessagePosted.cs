namespace Collab.Domain.Messages;

/// <summary>A new message, or a new system row.</summary>
public sealed record MessagePosted : MessageEvent;
