using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>Some have read on in a large channel: whoever shows counts reads them again. At most about once a second for each stream and node.</summary>
/// <param name="Stream">Where.</param>
public sealed record ReceiptsMoved(StreamId Stream) : Signal;
