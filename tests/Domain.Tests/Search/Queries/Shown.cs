using Collab.Domain.Search.Queries;

namespace Collab.Domain.Tests.Search.Queries;

/// <summary>Trees of queries as a test writes them down: <c>(a &amp; (b | !"c d") &amp; from=ada)</c>.</summary>
internal static class Shown
{
    public static string Tree(string? query) => Node(QueryParser.Parse(query).Root);

    public static string Node(QueryNode? node) => node switch
    {
        null => "nothing",
        QueryNode.And and => $"({string.Join(" & ", and.Nodes.Select(Node))})",
        QueryNode.Or or => $"({string.Join(" | ", or.Nodes.Select(Node))})",
        QueryNode.Not not => "!" + Node(not.Node),
        QueryNode.Word word => word.Text,
        QueryNode.Phrase phrase => $"\"{phrase.Text}\"",
        QueryNode.Filter filter => $"{QueryOperators.NameOf(filter.Operator)}={filter.Value}",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    public static string Part(QueryPart part) => (part.IsNegated ? "!" : "") + Node(part.Node);

    public static string At(this string text, QuerySpan span) => text.Substring(span.Start, span.Length);

    /// <summary>Codes with the text that they are about: <c>query.no_value from:</c>.</summary>
    public static IEnumerable<string> Problems(string query)
    {
        var parsed = QueryParser.Parse(query);
        return parsed.Problems.Select(problem => $"{problem.Code} {parsed.Text.At(problem.Span)}".TrimEnd());
    }
}
