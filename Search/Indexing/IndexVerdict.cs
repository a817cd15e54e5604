using Collab.Domain.Shared.Ids;

namespace Collab.Search.Indexing;

/// <summary>How an index compares with storage.</summary>
/// <param name="Stored">How many messages are stored that can be found.</param>
/// <param name="Missing">How many of them it lacks.</param>
/// <param name="Stale">How many it has in an older state.</param>
/// <param name="Extra">How many it has that are not stored, or not to be found.</param>
/// <param name="Examples">Some of the streams in which that is so.</param>
public sealed record IndexVerdict(long Stored, long Missing, long Stale, long Extra, IReadOnlyList<StreamId> Examples)
{
    /// <summary>True when it has what is stored, and nothing else.</summary>
    public bool IsSound => Missing + Stale + Extra == 0;
}
