namespace Collab.Domain.Messages;

/// <summary>A message got a reply: its thread summary changed. The reply itself is an event of the thread.</summary>
public sealed record ThreadReplied : MessageEvent;
