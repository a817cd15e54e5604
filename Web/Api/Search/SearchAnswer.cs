using Collab.Domain.Messages;
using Collab.Domain.Search;
using Collab.Domain.Search.Queries;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Api.Search;

/// <summary>What was found.</summary>
/// <param name="Items">One page, in order; fewer than asked for when some are not to be read any more.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
/// <param name="Total">How many there are; at least so many when <paramref name="IsExact"/> is false.</param>
/// <param name="IsExact">Whether all of them were counted.</param>
/// <param name="IsFuzzy">Nothing had the words themselves: these have words that are nearly the same.</param>
/// <param name="IsPartial">Places that cannot be reached at the moment were not searched.</param>
/// <param name="BehindSeconds">What was said in the last so many seconds may not be found yet; 0 when all is.</param>
/// <param name="IsIncomplete">The index is being filled, or is short of something: messages of any age may be missing.</param>
/// <param name="Facets">The most frequent values by facet; empty when they were not asked for.</param>
/// <param name="Problems">What of the query could not be understood; the rest was searched.</param>
internal sealed record SearchAnswer(
    IReadOnlyList<FoundItem> Items, Cursor? Next, long Total, bool IsExact, bool IsFuzzy, bool IsPartial, int BehindSeconds, bool IsIncomplete,
    IReadOnlyList<FacetItem> Facets, IReadOnlyList<ProblemItem> Problems)
{
    /// <summary>Of a page.</summary>
    public static SearchAnswer Of(FoundPage page) => new(
        [.. page.Messages.Select(m => new FoundItem(m.Message, m.Place.Id, m.RootSeq, m.Excerpt, m.File?.Id))], page.Next, page.Total, page.Total <= SearchHits.CountedUpTo, page.IsFuzzy, page.IsPartial,
        (int)page.Lag.Behind.TotalSeconds, page.Lag.IsIncomplete,
        [.. page.Facets.SelectMany(f => f.Value.Select(v => new FacetItem(f.Key, $"{v.Value}", v.Count)))],
        [.. page.Query.Problems.Select(p => new ProblemItem(p.Code, p.Said.ToString(), p.Span.Start, p.Span.Length, p.Suggestion))]);
}

/// <summary>A message that was found.</summary>
/// <param name="Message">The message.</param>
/// <param name="Place">Its channel or chat.</param>
/// <param name="RootSeq">For a reply: its root's number there.</param>
/// <param name="Excerpt">Why it was found.</param>
/// <param name="File">The file that the excerpt is from; null when it is from the message itself.</param>
internal sealed record FoundItem(MessageView Message, StreamId Place, long? RootSeq, SearchExcerpt Excerpt, FileId? File);

/// <summary>How many hits have a value.</summary>
/// <param name="Facet">Of what.</param>
/// <param name="Value">An id; a month as 202611; the number of a kind of place.</param>
/// <param name="Count">How many.</param>
internal sealed record FacetItem(SearchFacet Facet, string Value, long Count);

/// <summary>Something in a query that could not be understood.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Start">Where it stands in the query.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Suggestion">What could stand there instead; null when there is no guess.</param>
internal sealed record ProblemItem(string Code, string Message, int Start, int Length, string? Suggestion);
