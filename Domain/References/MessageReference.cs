using Collab.Domain.Shared.Ids;

namespace Collab.Domain.References;

/// <summary>
/// That a message refers to another. Only where the other is: what it says is read for each reader anew, with her rights of that
/// moment, so nothing of it is kept that a recall would have to reach.
/// </summary>
/// <param name="Kind">How.</param>
/// <param name="Stream">The stream of the other.</param>
/// <param name="Seq">Its number there.</param>
public sealed record MessageReference(ReferenceKind Kind, StreamId Stream, long Seq)
{
    /// <summary>Most messages that one passes on.</summary>
    public const int MaxForwards = 1;

    /// <summary>Most messages that one quotes.</summary>
    public const int MaxQuotes = 3;
}
