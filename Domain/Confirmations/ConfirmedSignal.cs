using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Confirmations;

/// <summary>Somebody has confirmed a message: told to her own devices and to those of its author.</summary>
/// <param name="Stream">Where.</param>
/// <param name="Seq">Which message.</param>
/// <param name="User">Who.</param>
/// <param name="Author">Who had asked.</param>
/// <param name="At">When.</param>
public sealed record ConfirmedSignal(StreamId Stream, long Seq, UserId User, UserId Author, DateTimeOffset At) : Signal;
