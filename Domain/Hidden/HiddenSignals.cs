using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Hidden;

/// <summary>Somebody deleted messages for herself, or brought them back; her own devices are told.</summary>
/// <param name="User">Who.</param>
/// <param name="Stream">The stream of the messages.</param>
/// <param name="Seqs">Their numbers there.</param>
/// <param name="IsHidden">False when they are shown again.</param>
public sealed record HiddenSignal(UserId User, StreamId Stream, IReadOnlyList<long> Seqs, bool IsHidden) : Signal;

/// <summary>Somebody cleared the history of a place for herself, or brought it back; her own devices are told.</summary>
/// <param name="User">Who.</param>
/// <param name="Stream">The place.</param>
/// <param name="Cleared">What is cleared now.</param>
public sealed record HistoryClearedSignal(UserId User, StreamId Stream, ClearedHistory Cleared) : Signal;
