namespace Collab.Domain.Search.Queries;

/// <summary>A query as it was understood.</summary>
/// <param name="Text">What was typed, cut where it was too long.</param>
/// <param name="Root">What it says; null when it says nothing.</param>
/// <param name="Parts">The words, phrases and operators in order, for the page's chips.</param>
/// <param name="Problems">What could not be understood, in order.</param>
public sealed record ParsedQuery(string Text, QueryNode? Root, IReadOnlyList<QueryPart> Parts, IReadOnlyList<QueryProblem> Problems)
{
    /// <summary>The text without one of its parts, with what stood there only for its sake (an <c>OR</c>, empty parentheses) and in single spaces.</summary>
    public string Without(QueryPart part) => QueryRemoval.Remove(Text, part.Span);
}

/// <summary>A piece of a query that can be taken out of it.</summary>
/// <param name="Node">A word, a phrase or an operator with its value.</param>
/// <param name="IsNegated">It is what is not wanted: it, or a group around it, stands behind a minus or <c>NOT</c>, and not behind two.</param>
/// <param name="Span">Where it stands, its own minus and operator included.</param>
public sealed record QueryPart(QueryNode Node, bool IsNegated, QuerySpan Span);
