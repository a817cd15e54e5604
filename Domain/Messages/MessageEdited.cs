namespace Collab.Domain.Messages;

/// <summary>A message has a new text.</summary>
public sealed record MessageEdited : MessageEvent;
