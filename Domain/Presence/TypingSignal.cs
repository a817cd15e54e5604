using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Presence;

/// <summary>Somebody is typing in a stream.</summary>
public sealed record TypingSignal(StreamId Stream, UserId User) : Signal;
