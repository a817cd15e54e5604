namespace Collab.Domain.Search.Queries;

/// <summary>Makes nodes that are as simple as what they say.</summary>
internal static class QueryTree
{
    public static QueryNode? All(IReadOnlyList<QueryNode> nodes) => nodes switch
    {
        [] => null,
        [var only] => only,
        _ => new QueryNode.And([.. nodes.SelectMany(node => node is QueryNode.And inner ? inner.Nodes : [node])]),
    };

    public static QueryNode? Any(IReadOnlyList<QueryNode> nodes) => nodes switch
    {
        [] => null,
        [var only] => only,
        _ => new QueryNode.Or([.. nodes.SelectMany(node => node is QueryNode.Or inner ? inner.Nodes : [node])]),
    };

    public static QueryNode? Not(QueryNode? node) => node switch
    {
        null => null,
        QueryNode.Not twice => twice.Node,
        _ => new QueryNode.Not(node),
    };
}
