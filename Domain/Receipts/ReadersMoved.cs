using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>Others have read on, or marked something unread: in chats and in channels small enough to show each reader.</summary>
/// <param name="Stream">Where.</param>
/// <param name="Positions">Where they are now.</param>
public sealed record ReadersMoved(StreamId Stream, IReadOnlyList<ReadPosition> Positions) : Signal;
