using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search;

/// <summary>
/// Of what was recalled, an index keeps that it was: who, where and when it was posted, and no word. One finds one's own again
/// (<c>is:recalled-by-me</c>); in everything else that a query asks for it does not count.
/// </summary>
internal static class RecalledClauses
{
    /// <summary>What a person has recalled.</summary>
    public static SearchClause By(UserId user) => new SearchClause.All([new SearchClause.By([user]), new SearchClause.Has(MessageMarks.Recalled)]);

    /// <summary>True when it is asked for what was recalled, in one part at least.</summary>
    public static bool IsAskedFor(SearchClause clause) => clause switch
    {
        SearchClause.Has has => has.Marks == MessageMarks.Recalled,
        SearchClause.All all => all.Clauses.Any(IsAskedFor),
        SearchClause.Any any => any.Clauses.Any(IsAskedFor),
        _ => false,
    };

    /// <summary>The same without what was recalled, but where it is asked for. Whatever needs a word has none of it anyway, and stays as it is.</summary>
    public static SearchClause Without(SearchClause wanted) => wanted switch
    {
        SearchClause.All all when IsAskedFor(all) => new SearchClause.All([.. all.Clauses.Select(part => IsAskedFor(part) ? Without(part) : part)]),
        SearchClause.Any { Clauses.Count: > 0 } any => new SearchClause.Any([.. any.Clauses.Select(Without)]),
        _ when IsAskedFor(wanted) || NeedsWord(wanted) => wanted,
        _ => new SearchClause.All([wanted, new SearchClause.Not(new SearchClause.Has(MessageMarks.Recalled))]),
    };

    private static bool NeedsWord(SearchClause clause) => clause switch
    {
        SearchClause.Word or SearchClause.Phrase => true,
        SearchClause.All all => all.Clauses.Any(NeedsWord),
        _ => false,
    };
}
