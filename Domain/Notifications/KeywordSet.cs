using System.Collections.Frozen;

namespace Collab.Domain.Notifications;

/// <summary>
/// Many keywords, looked for in a text at once: one look-up for each word of the text, however many keywords there are.
/// Immutable.
/// </summary>
/// <typeparam name="T">What is wanted for each keyword that is found.</typeparam>
public sealed class KeywordSet<T>
{
    private readonly FrozenDictionary<string, (Keyword Keyword, T Value)[]> _byFirstWord;

    /// <summary>A set of these; the same keyword may stand in it several times.</summary>
    public KeywordSet(IEnumerable<(Keyword Keyword, T Value)> keywords) =>
        _byFirstWord = keywords.GroupBy(k => k.Keyword.Words[0]).ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    /// <summary>Nothing to look for.</summary>
    public static KeywordSet<T> Empty { get; } = new([]);

    /// <summary>True when there is nothing to look for.</summary>
    public bool IsEmpty => _byFirstWord.Count == 0;

    /// <summary>What is found in a text, each once, in the order of the text.</summary>
    public IEnumerable<T> Find(string text)
    {
        if (IsEmpty)
            return [];
        string[] words = [.. WordScan.Of(text)];
        return words.SelectMany((_, at) => At(words, at)).Distinct();
    }

    private IEnumerable<T> At(string[] words, int at) =>
        _byFirstWord.TryGetValue(words[at], out var candidates)
            ? candidates.Where(c => words.AsSpan(at).StartsWith(c.Keyword.Words.AsSpan())).Select(c => c.Value)
            : [];
}
