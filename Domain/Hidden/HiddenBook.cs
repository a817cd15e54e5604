using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Hidden;

/// <summary>Everything that a person has taken out of her own view, wherever it is.</summary>
/// <param name="Messages">Single messages, the last hidden first; at most <see cref="MaxMessages"/> of each shard.</param>
/// <param name="Cleared">Places whose history she has cleared, or joined later than it began, and how far she does not see it.</param>
/// <param name="Restorable">Those of them of which she has cleared something herself.</param>
public sealed record HiddenBook(IReadOnlyList<MessageId> Messages, IReadOnlyDictionary<StreamId, ClearedHistory> Cleared, IReadOnlySet<StreamId> Restorable)
{
    /// <summary>A search leaves out so many by itself; of what is beyond it, no text is shown either, but it may be counted.</summary>
    public const int MaxMessages = 20_000;

    /// <summary>Of these buckets it cannot be said at the moment: their shards are away.</summary>
    public IReadOnlySet<Bucket> Away { get; init; } = new HashSet<Bucket>();

    /// <summary>Nothing.</summary>
    public static HiddenBook Empty { get; } = new([], new Dictionary<StreamId, ClearedHistory>(), new HashSet<StreamId>());
}
