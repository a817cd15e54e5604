namespace Collab.Domain.Receipts;

/// <summary>How many have read a message. Read, not read and not shared together are all who were in when it was posted and still are, without its author.</summary>
/// <param name="Read">Have read up to it or further.</param>
/// <param name="NotRead">Have not.</param>
/// <param name="NotShared">Do not share it; 0 where the policy allows no opting out.</param>
/// <param name="JoinedLater">Are in now, and came after it.</param>
/// <param name="Gone">Were in when it was posted, and have left or were deactivated.</param>
/// <param name="Delivered">In direct and group chats: on how many people's devices it has arrived, those who have read it among them. Null elsewhere.</param>
public sealed record ReceiptCounts(long Read, long NotRead, long NotShared, long JoinedLater, long Gone, long? Delivered);
