using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>A person's own read marker moved, for her devices.</summary>
/// <param name="Stream">Where.</param>
/// <param name="User">Whose.</param>
/// <param name="LastReadSeq">Where it is now.</param>
/// <param name="Unread">What is left unread.</param>
/// <param name="Mentions">What is left of mentions.</param>
public sealed record ReadSignal(StreamId Stream, UserId User, long LastReadSeq, long Unread, long Mentions) : Signal;
