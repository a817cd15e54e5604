using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>Where a reader has stopped.</summary>
/// <param name="User">Who.</param>
/// <param name="LastReadSeq">She has read up to here, 0 for nothing yet; null for one who does not share it.</param>
/// <param name="DeliveredSeq">In direct and group chats: her devices have got everything up to here, what she has read included. 0 elsewhere.</param>
public sealed record ReadPosition(UserId User, long? LastReadSeq, long DeliveredSeq);
