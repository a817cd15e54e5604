using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>A person's read marker moved.</summary>
/// <param name="Stream">Where.</param>
/// <param name="User">Whose.</param>
/// <param name="LastReadSeq">Where it is now.</param>
/// <param name="Unread">What is left unread, for her other devices.</param>
/// <param name="Mentions">What is left of mentions, for her other devices.</param>
public sealed record ReadSignal(StreamId Stream, UserId User, long LastReadSeq, long Unread, long Mentions) : Signal;
