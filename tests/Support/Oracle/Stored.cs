namespace Collab.Support.Oracle;

/// <summary>A message as the history API returns it.</summary>
public sealed record StoredMessage(long Seq, long Id, long Author, string ClientKey)
{
    /// <summary>A row of the system: no writer sent it, and it is never unread.</summary>
    public bool IsNote { get; init; }

    public IReadOnlyList<long> Mentions { get; init; } = [];

    /// <summary>It calls everybody.</summary>
    public bool CallsAll { get; init; }
}

/// <summary>Somebody sat in a stream from one version on, up to and without another; without an end she still does.</summary>
public sealed record SeatSpan(long User, long FromVersion, long? ToVersion = null);

/// <summary>A stream as storage has it after all is quiet, read through the history API alone.</summary>
/// <param name="Id">The stream.</param>
/// <param name="LastSeq">The newest number, by the stream's head.</param>
/// <param name="Version">The newest version, by the head.</param>
/// <param name="Messages">All messages, in the order of the history.</param>
public sealed record StoredStream(long Id, long LastSeq, long Version, IReadOnlyList<StoredMessage> Messages)
{
    /// <summary>Only those who sit in it may see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Every message calls its reader, as in a chat.</summary>
    public bool IsChat { get; init; }

    /// <summary>Who sat in it when; asked for only when it is private.</summary>
    public IReadOnlyList<SeatSpan> Seats { get; init; } = [];
}

/// <summary>What the sidebar told somebody about one stream.</summary>
public sealed record ToldCount(long User, long Stream, long LastReadSeq, long Unread, long Mentions);

/// <summary>A reader was told that she has read up to a number.</summary>
public sealed record ReadUpTo(long User, long Stream, long Seq);

/// <summary>All that the checker looks at.</summary>
public sealed record Evidence(
    IReadOnlyList<SentMessage> Sent, IReadOnlyList<StoredStream> Stored, IReadOnlyList<FollowerRecord> Followers, IReadOnlyList<ToldCount> Counts)
{
    /// <summary>Acknowledged markers; those whose place is not among the counts are not looked at.</summary>
    public IReadOnlyList<ReadUpTo> Read { get; init; } = [];
}
