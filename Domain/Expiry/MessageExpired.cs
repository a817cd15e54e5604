using Collab.Domain.Messages;

namespace Collab.Domain.Expiry;

/// <summary>A message's time ran out: the event carries what is left of it, which is shown to nobody, and whoever kept a copy must let go of it.</summary>
public sealed record MessageExpired : MessageEvent;
