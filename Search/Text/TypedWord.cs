namespace Collab.Search.Text;

/// <summary>A word of a query, read as texts are read. It has no words and no code when nothing in it can be found.</summary>
/// <param name="Words">Its words, folded, in order: several for an identifier or an unspaced script.</param>
/// <param name="Code">It as a code; null when it is just a word.</param>
/// <param name="IsCodeOnly">Its words alone would mean something else: <c>c++</c> is not c.</param>
/// <param name="EndsOpen">Its last word may go on: the beginning of a word is enough.</param>
internal sealed record TypedWord(IReadOnlyList<string> Words, string? Code, bool IsCodeOnly, bool EndsOpen)
{
    /// <summary>Shortest beginning that finds longer words.</summary>
    public const int MinPrefix = 2;

    // A query is short, but what it is made of may be long.
    private const int MaxWords = 40;

    /// <summary>Whether longer codes that begin with it count.</summary>
    public bool CodeEndsOpen => Code is { Length: >= 3 };

    /// <summary>True when nothing can match it.</summary>
    public bool IsEmpty => Words.Count == 0 && Code is null;

    /// <summary>The one word that it is; null when it is several or a code.</summary>
    public string? Single => Words.Count == 1 && !IsCodeOnly ? Words[0] : null;

    /// <summary>Whether words that contain it count.</summary>
    public bool MatchesParts => Single is { } word && EndsOpen && word.Length >= DocumentWords.MinPart;

    /// <summary>How many letters may differ when nearly the same is wanted: none up to three letters, one up to seven, then two.</summary>
    public int Fuzziness => Single is not { } word || !EndsOpen ? 0 : word.Length switch { < 4 => 0, < 8 => 1, _ => 2 };

    /// <summary>Reads what was typed between spaces.</summary>
    public static TypedWord Of(string typed)
    {
        var text = Folding.Cut(typed, CodeFinder.MaxLength);
        var words = WordBreaker.Words(text).Take(MaxWords).ToList();
        var code = CodeFinder.Code(text);
        var last = words.Count > 0 ? words[^1] : default;
        return new TypedWord(
            [.. words.Select(w => w.Value)], code, code is not null && !(char.IsLetterOrDigit(code[0]) && char.IsLetterOrDigit(code[^1])),
            words.Count > 0 && !last.IsUnspaced && last.Value.Length >= MinPrefix);
    }
}
