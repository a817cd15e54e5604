namespace Collab.Domain.Search.Queries;

/// <summary>What a typed query says, before names and dates are looked up.</summary>
public abstract record QueryNode
{
    private QueryNode()
    {
    }

    /// <summary>All of them.</summary>
    public sealed record And(IReadOnlyList<QueryNode> Nodes) : QueryNode;

    /// <summary>One of them.</summary>
    public sealed record Or(IReadOnlyList<QueryNode> Nodes) : QueryNode;

    /// <summary>Not this.</summary>
    public sealed record Not(QueryNode Node) : QueryNode;

    /// <summary>A word as typed: whatever stands between spaces, without operator. Never empty.</summary>
    public sealed record Word(string Text, QuerySpan Span) : QueryNode;

    /// <summary>What stood in quotation marks. Never blank.</summary>
    public sealed record Phrase(string Text, QuerySpan Span) : QueryNode;

    /// <summary>An operator with its value, the quotation marks around it gone, never blank.</summary>
    public sealed record Filter(QueryOperator Operator, string Value, QuerySpan Span) : QueryNode;
}

/// <summary>Where something stands in what was typed, in UTF-16 units.</summary>
/// <param name="Start">From here.</param>
/// <param name="Length">So many.</param>
public readonly record struct QuerySpan(int Start, int Length)
{
    /// <summary>Behind its last character.</summary>
    public int End => Start + Length;
}

/// <summary>The operators of a query.</summary>
public enum QueryOperator
{
    /// <summary>Written by a person: <c>from:ada</c>, <c>from:me</c>.</summary>
    From = 0,

    /// <summary>Sent to a person in a direct chat, or by others to oneself: <c>to:me</c>.</summary>
    To = 1,

    /// <summary>In a channel or chat: <c>in:general</c>, <c>in:"design team"</c>.</summary>
    In = 2,

    /// <summary>In a direct or group chat with a person: <c>with:ada</c>.</summary>
    With = 3,

    /// <summary>Posted before a day.</summary>
    Before = 4,

    /// <summary>Posted after a day.</summary>
    After = 5,

    /// <summary>Posted on a day.</summary>
    On = 6,

    /// <summary>Posted in a day, week, month or year.</summary>
    During = 7,

    /// <summary>Has a link, code, and so on: see <see cref="QueryValues.Has"/>.</summary>
    Has = 8,

    /// <summary>Is something: see <see cref="QueryValues.Is"/>.</summary>
    Is = 9,

    /// <summary>Names a person: <c>mentions:me</c>.</summary>
    Mentions = 10,
}
