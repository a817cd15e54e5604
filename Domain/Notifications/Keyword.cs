using System.Collections.Immutable;
using Collab.Domain.Shared;

namespace Collab.Domain.Notifications;

/// <summary>A word, or words in a row, that somebody wants to be told of wherever she may read: whole words, capitals do not matter.</summary>
public sealed class Keyword : IEquatable<Keyword>
{
    /// <summary>Longest keyword as typed, in UTF-16 units.</summary>
    public const int MaxLength = 60;

    /// <summary>Most words in a row.</summary>
    public const int MaxWords = 5;

    /// <summary>Most keywords of one person: so many are asked for whenever her mentions are counted.</summary>
    public const int MaxPerPerson = 25;

    /// <summary>Most keywords that are noted of one message; one that has more is a list of words, and calls for the first of them.</summary>
    public const int MaxPerMessage = 50;

    private Keyword(ImmutableArray<string> words) => Words = words;

    /// <summary>Its words in lower case, at least one.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>The form in which it is kept: its words with single spaces between.</summary>
    public string Value => string.Join(' ', Words);

    /// <summary>Reads what was typed; signs between words count for nothing.</summary>
    public static Result<Keyword> Parse(string? text)
    {
        var line = PlainText.Line(text);
        if (line.Length > MaxLength)
            return new Error.Invalid("keyword.too_long", $"A keyword has at most {MaxLength} characters.", "keywords");
        ImmutableArray<string> words = [.. WordScan.Of(line).Take(MaxWords + 1)];
        return words.Length switch
        {
            0 => new Error.Invalid("keyword.empty", "A keyword needs at least one letter or digit.", "keywords"),
            > MaxWords => new Error.Invalid("keyword.too_many_words", $"A keyword has at most {MaxWords} words.", "keywords"),
            _ => new Keyword(words),
        };
    }

    /// <inheritdoc />
    public bool Equals(Keyword? other) => other is not null && Value == other.Value;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Keyword);

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Value;
}
