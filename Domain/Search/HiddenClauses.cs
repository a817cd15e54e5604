using Collab.Domain.Hidden;

namespace Collab.Domain.Search;

/// <summary>
/// What one has deleted for oneself is not found, counted or listed by facet. An index knows nothing of it: each search says
/// what is to be left out.
/// </summary>
internal static class HiddenClauses
{
    /// <summary>The same without what a person does not see.</summary>
    public static SearchClause Without(SearchClause wanted, HiddenBook book)
    {
        var hidden = new List<SearchClause>();
        if (book.Messages.Count > 0)
            hidden.Add(new SearchClause.Among(book.Messages));
        foreach (var (place, cleared) in book.Cleared)
        {
            // Of the place itself by number, of its threads by time; everything of the place up to that number lies before that time.
            hidden.Add(new SearchClause.All(
            [
                new SearchClause.In([place]),
                new SearchClause.Posted(null, cleared.At?.AddMilliseconds(1)),
                new SearchClause.Not(new SearchClause.Behind([(place, cleared.Seq)])),
            ]));
        }

        return hidden.Count == 0 ? wanted : new SearchClause.All([wanted, .. hidden.Select(clause => new SearchClause.Not(clause))]);
    }
}
