using Collab.Domain.Messages;

namespace Collab.Domain.Pins;

/// <summary>A message was pinned to its place, or is not any more.</summary>
public sealed record PinChanged : MessageEvent;
