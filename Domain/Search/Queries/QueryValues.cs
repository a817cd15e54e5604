using System.Collections.Frozen;
using Collab.Domain.Shared;

namespace Collab.Domain.Search.Queries;

/// <summary>The fixed values of the operators that have such, in English and German; either may stand with either.</summary>
public static class QueryValues
{
    private static readonly (string English, string German, MessageMarks Meant)[] OfHas =
    [
        ("link", "link", MessageMarks.Link), ("code", "code", MessageMarks.Code), ("file", "datei", MessageMarks.File), ("image", "bild", MessageMarks.Image),
        ("pin", "pin", MessageMarks.Pin), ("reaction", "reaktion", MessageMarks.Reaction), ("thread", "thread", MessageMarks.Thread),
    ];

    private static readonly (string English, string German, QueryQuality Meant)[] OfIs =
    [
        ("thread", "thread", QueryQuality.Thread), ("channel", "kanal", QueryQuality.Channel), ("dm", "dm", QueryQuality.Direct), ("group", "gruppe", QueryQuality.Group),
        ("mine", "meine", QueryQuality.Mine), ("unread", "ungelesen", QueryQuality.Unread), ("saved", "gemerkt", QueryQuality.Saved), ("recalled-by-me", "zurückgerufen", QueryQuality.Recalled),
    ];

    /// <summary>What <c>has:</c> takes.</summary>
    public static IReadOnlyDictionary<string, MessageMarks> Has { get; } = ByName(OfHas);

    /// <summary>What <c>is:</c> takes.</summary>
    public static IReadOnlyDictionary<string, QueryQuality> Is { get; } = ByName(OfIs);

    /// <summary>The values of an operator in one language, in a steady order; empty when it takes others.</summary>
    internal static IReadOnlyList<string> Of(QueryOperator meant, bool isGerman) => meant switch
    {
        QueryOperator.Has => Names(OfHas, isGerman),
        QueryOperator.Is => Names(OfIs, isGerman),
        _ => [],
    };

    /// <summary>Whether an operator takes a value, in whatever language.</summary>
    internal static bool Takes(QueryOperator meant, string value) => meant switch
    {
        QueryOperator.Has => Has.ContainsKey(value),
        QueryOperator.Is => Is.ContainsKey(value),
        _ => true,
    };

    private static string[] Names<T>((string English, string German, T Meant)[] values, bool isGerman) =>
        [.. values.Select(v => isGerman ? v.German : v.English).Order(StringComparer.Ordinal)];

    private static FrozenDictionary<string, T> ByName<T>((string English, string German, T Meant)[] values) =>
        values.SelectMany(v => new[] { v.English, v.German, v.German.Replace("ü", "ue", StringComparison.Ordinal) }.Distinct().Select(name => KeyValuePair.Create(name, v.Meant)))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
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
