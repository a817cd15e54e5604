namespace Collab.Search.Text;

/// <summary>A word of a text.</summary>
/// <param name="Value">Folded, at most <see cref="WordBreaker.MaxWordLength"/> UTF-16 units.</param>
/// <param name="Start">Where it stands in the text.</param>
/// <param name="End">Behind its last character there.</param>
/// <param name="IsUnspaced">One letter of a script without spaces, or an emoji: its neighbours may belong to the same word.</param>
internal readonly record struct TextWord(string Value, int Start, int End, bool IsUnspaced);
