using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Saved;

/// <summary>Somebody saved a message, did something about it, or saves it no more; her own devices are told.</summary>
/// <param name="User">Who.</param>
/// <param name="Stream">The stream of the message.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="State">What she has done about it; null when she saves it no more.</param>
public sealed record SavedSignal(UserId User, StreamId Stream, long Seq, SavedState? State) : Signal;
