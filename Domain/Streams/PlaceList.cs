using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>A person's whole sidebar, or what of it can be read at the moment.</summary>
/// <param name="Items">The places, in no order.</param>
/// <param name="Away">The buckets that cannot be reached: whether she has places there is not known.</param>
public sealed record PlaceList(IReadOnlyList<PlaceView> Items, IReadOnlySet<Bucket> Away)
{
    /// <summary>True when places may be missing.</summary>
    public bool IsPartial => Away.Count > 0;
}
