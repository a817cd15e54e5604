namespace Collab.Search.Text;

/// <summary>What a text is indexed by, the same for every engine.</summary>
/// <param name="Words">Its words in order, each as often as it stands there.</param>
/// <param name="Codes">Its codes (<see cref="CodeFinder"/>), each once.</param>
/// <param name="Parts">
/// What its longer words end in, each once: whoever types a part of a word finds it by the beginning of such an ending
/// (<c>server</c> in <c>datenbankserver</c>), which an index is quick at.
/// </param>
internal sealed record DocumentWords(IReadOnlyList<string> Words, IReadOnlyCollection<string> Codes, IReadOnlyCollection<string> Parts)
{
    /// <summary>Shortest part of a word that finds it.</summary>
    public const int MinPart = 4;

    /// <summary>Reads a text.</summary>
    public static DocumentWords Of(string text)
    {
        var words = new List<string>();
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in WordBreaker.Words(text))
        {
            words.Add(word.Value);
            if (!word.IsUnspaced)
                AddParts(parts, word.Value);
        }

        return new DocumentWords(words, CodeFinder.Codes(text), parts);
    }

    private static void AddParts(HashSet<string> parts, string word)
    {
        // The whole word is not among them: its beginning is found by the word itself.
        for (var from = 1; from <= word.Length - MinPart; from++)
        {
            if (!char.IsLowSurrogate(word[from]))
                parts.Add(word[from..]);
        }
    }
}
