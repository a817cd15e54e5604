using System.Collections.Frozen;
using Collab.Domain.Shared;

namespace Collab.Domain.Search.Queries;

/// <summary>The fixed values of the operators that have such.</summary>
public static class QueryValues
{
    /// <summary>What <c>has:</c> takes.</summary>
    public static IReadOnlyDictionary<string, MessageMarks> Has { get; } = new Dictionary<string, MessageMarks>(StringComparer.OrdinalIgnoreCase)
    {
        ["link"] = MessageMarks.Link,
        ["code"] = MessageMarks.Code,
        ["file"] = MessageMarks.File,
        ["image"] = MessageMarks.Image,
        ["pin"] = MessageMarks.Pin,
        ["reaction"] = MessageMarks.Reaction,
        ["thread"] = MessageMarks.Thread,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What <c>is:</c> takes.</summary>
    public static IReadOnlyDictionary<string, QueryQuality> Is { get; } = new Dictionary<string, QueryQuality>(StringComparer.OrdinalIgnoreCase)
    {
        ["thread"] = QueryQuality.Thread,
        ["channel"] = QueryQuality.Channel,
        ["dm"] = QueryQuality.Direct,
        ["group"] = QueryQuality.Group,
        ["mine"] = QueryQuality.Mine,
        ["unread"] = QueryQuality.Unread,
        ["saved"] = QueryQuality.Saved,
        ["recalled-by-me"] = QueryQuality.Recalled,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a message can be.</summary>
public enum QueryQuality
{
    /// <summary>Part of a thread: its root or a reply.</summary>
    Thread = 0,

    /// <summary>In a direct chat.</summary>
    Direct = 1,

    /// <summary>Written by oneself.</summary>
    Mine = 2,

    /// <summary>Behind one's read marker.</summary>
    Unread = 3,

    /// <summary>In a channel.</summary>
    Channel = 4,

    /// <summary>In a group chat.</summary>
    Group = 5,

    /// <summary>Kept for later by oneself.</summary>
    Saved = 6,

    /// <summary>Taken back by oneself.</summary>
    Recalled = 7,
}

/// <summary>Something in a query that cannot be meant, with where it stands. The rest of the query counts all the same.</summary>
/// <param name="Code">Stable, for programs, e.g. <c>query.unknown_value</c>.</param>
/// <param name="Said">For people.</param>
/// <param name="Span">What is wrong.</param>
/// <param name="Suggestion">What could stand there instead; null when there is no guess.</param>
public sealed record QueryProblem(string Code, ErrorText Said, QuerySpan Span, string? Suggestion = null);
