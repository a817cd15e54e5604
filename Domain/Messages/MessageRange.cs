namespace Collab.Domain.Messages;

/// <summary>Which part of a stream is wanted.</summary>
/// <param name="Anchor">The number that the page lies before, after or around; ignored for the newest.</param>
/// <param name="Side">On which side of the anchor.</param>
/// <param name="Limit">How many messages at most.</param>
public sealed record MessageRange(long Anchor, RangeSide Side, int Limit)
{
    /// <summary>The end of the stream.</summary>
    public static MessageRange Newest(int limit) => new(long.MaxValue, RangeSide.Before, limit);

    /// <summary>Older than the anchor.</summary>
    public static MessageRange Before(long anchor, int limit) => new(anchor, RangeSide.Before, limit);

    /// <summary>Newer than the anchor.</summary>
    public static MessageRange After(long anchor, int limit) => new(anchor, RangeSide.After, limit);

    /// <summary>The anchor in the middle.</summary>
    public static MessageRange Around(long anchor, int limit) => new(anchor, RangeSide.Around, limit);
}
