namespace Collab.Domain.Search.Queries;

/// <summary>
/// Reads what people type into the search field. Whatever it is, there is an answer: what cannot be meant becomes a
/// <see cref="QueryProblem"/>, and the rest counts. Takes time in proportion to the text, of which only so much is read.
/// </summary>
/// <remarks>
/// Words side by side must all be there (<c>AND</c> may stand between them), <c>OR</c> joins weaker than that, <c>-</c> and
/// <c>NOT</c> leave out, <c>( )</c> group, quotation marks make a phrase, <see cref="QueryOperators"/> filter.
/// </remarks>
public static class QueryParser
{
    /// <summary>How many UTF-16 units of a query are read.</summary>
    public const int MaxLength = 1000;

    /// <summary>How many words, phrases and filters of a query are read.</summary>
    public const int MaxParts = 64;

    /// <summary>How deep parentheses count.</summary>
    public const int MaxDepth = 16;

    /// <summary>Reads a query; never throws.</summary>
    public static ParsedQuery Parse(string? text)
    {
        var problems = new List<QueryProblem>();
        var read = Cut(text ?? "");
        var isCut = read.Length < text?.Length;
        var pieces = new QueryLimits(read, problems).Settle(QueryLexer.Read(read));
        var builder = new QueryBuilder(read, pieces, problems);
        var root = builder.Build();
        if (isCut)
        {
            problems.RemoveAll(IsOfTheCut);
            problems.Add(QueryProblems.TooLong(read.Length));
        }

        return new ParsedQuery(read, root, builder.Parts, [.. problems.OrderBy(p => p.Span.Start)]);
    }

    /// <summary>As much of a text as is read, without half a character.</summary>
    internal static string Cut(string text)
    {
        if (text.Length <= MaxLength)
            return text;
        return text[..(char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)];
    }

    // What is not closed may have been, behind the cut.
    private static bool IsOfTheCut(QueryProblem problem) => problem.Code is "query.open_quote" or "query.open_group";
}
