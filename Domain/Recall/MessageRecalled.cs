using Collab.Domain.Messages;

namespace Collab.Domain.Recall;

/// <summary>A message was taken back from everybody: the event carries what is left of it, and whoever kept a copy must let go of it.</summary>
public sealed record MessageRecalled : MessageEvent;
