using Collab.Domain.Search;
using Collab.Support.Search;
using Xunit;

namespace Collab.Search.Tests.Contracts;

/// <summary>What every engine does alike. Each part is a class of its own; engines run all of them.</summary>
public abstract class SearchContract
{
    /// <summary>The engine, shared by all tests: each has an organization of its own in it.</summary>
    protected abstract Task<ISearchIndex> IndexAsync();

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected async Task<SearchWorld> NewWorldAsync() => new(await IndexAsync());

    protected static SearchClause Word(string text) => new SearchClause.Word(text);

    protected static SearchClause Phrase(string text) => new SearchClause.Phrase(text);

    protected static SearchClause All(params SearchClause[] clauses) => new SearchClause.All(clauses);

    protected static SearchClause Any(params SearchClause[] clauses) => new SearchClause.Any(clauses);

    protected static SearchClause Not(SearchClause clause) => new SearchClause.Not(clause);

    protected static SearchClause Everything => new SearchClause.All([]);
}
