namespace Collab.Domain.Receipts;

/// <summary>A person's state of reading in one stream.</summary>
/// <param name="LastReadSeq">She has read up to here.</param>
/// <param name="Unread">Messages of others after it that count.</param>
/// <param name="Mentions">Those among them that call her.</param>
public sealed record ReadState(long LastReadSeq, long Unread, long Mentions);
