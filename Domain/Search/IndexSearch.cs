using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>A search as an engine gets it.</summary>
public sealed record IndexSearch
{
    /// <summary>Longest page.</summary>
    public const int MaxLimit = 100;

    /// <summary>Nothing beyond this is found or counted.</summary>
    public required SearchScope Scope { get; init; }

    /// <summary>What is wanted.</summary>
    public required SearchClause Wanted { get; init; }

    /// <summary>Narrowings by facet: the counts of a facet leave its own out, so that one sees what else there is.</summary>
    public IReadOnlyDictionary<SearchFacet, SearchClause> Narrowed { get; init; } = new Dictionary<SearchFacet, SearchClause>();

    /// <summary>Which come first.</summary>
    public SearchSort Sort { get; init; }

    /// <summary>Whether words that are nearly the same count as well.</summary>
    public bool IsFuzzy { get; init; }

    /// <summary>What is close to the person who searches, for <see cref="SearchSort.Best"/>.</summary>
    public SearchCloseness Close { get; init; } = SearchCloseness.None;

    /// <summary>Now, for which a younger message counts more.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Where the page before ended, as its <see cref="SearchHits.Next"/> said; null for the first page. Behind what no page said there is nothing.</summary>
    public string? After { get; init; }

    /// <summary>At most so many hits, 1 to <see cref="MaxLimit"/>; 0 for counts alone.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>Whether counts by facet are wanted.</summary>
    public bool WantsFacets { get; init; }
}

/// <summary>Which hits come first.</summary>
public enum SearchSort
{
    /// <summary>What matches best, is young, and is close.</summary>
    Best = 0,

    /// <summary>The youngest.</summary>
    Newest = 1,
}

/// <summary>What hits are counted by.</summary>
public enum SearchFacet
{
    /// <summary>Who wrote them.</summary>
    Person = 0,

    /// <summary>Where they are.</summary>
    Place = 1,

    /// <summary>The month in which they were posted, in UTC.</summary>
    Month = 2,

    /// <summary>Channel, direct or group chat.</summary>
    Kind = 3,
}

/// <summary>Places and people that raise a hit; at most a hundred of each are looked at.</summary>
public sealed record SearchCloseness(IReadOnlyList<StreamId> Places, IReadOnlyList<UserId> People)
{
    /// <summary>Nothing is.</summary>
    public static SearchCloseness None { get; } = new([], []);
}

/// <summary>One page of what was found.</summary>
/// <param name="Hits">In order.</param>
/// <param name="Total">How many there are, as far as they are counted: above <see cref="CountedUpTo"/> there may be more.</param>
/// <param name="Facets">The most frequent values of each facet; empty when they were not wanted.</param>
/// <param name="Next">Hand it back for the following page, at most some 2,000 characters; null at the end.</param>
public sealed record SearchHits(
    IReadOnlyList<SearchHit> Hits, long Total, IReadOnlyDictionary<SearchFacet, IReadOnlyList<FacetCount>> Facets, string? Next)
{
    /// <summary>Above this, engines may stop counting: there are more.</summary>
    public const int CountedUpTo = 10_000;

    /// <summary>Most values of a facet.</summary>
    public const int FacetValues = 20;

    /// <summary>Nothing.</summary>
    public static SearchHits None { get; } = new([], 0, new Dictionary<SearchFacet, IReadOnlyList<FacetCount>>(), null);
}

/// <summary>A message that was found.</summary>
/// <param name="Id">The message.</param>
/// <param name="Stream">The stream that it is in.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Place">Its channel or chat.</param>
/// <param name="RootSeq">For a reply: its root's number there.</param>
/// <param name="Score">How well it matches; 0 when sorted by age.</param>
public sealed record SearchHit(MessageId Id, StreamId Stream, long Seq, StreamId Place, long? RootSeq, double Score);

/// <summary>How many hits have a value.</summary>
/// <param name="Value">An id; a month as year × 100 + month; a <see cref="StreamKind"/> by number.</param>
/// <param name="Count">How many.</param>
public sealed record FacetCount(long Value, long Count);
