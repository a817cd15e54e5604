namespace Collab.Domain.People;

/// <summary>Makes names comparable: case, accents and width do not matter, words stand alone.</summary>
public interface INameFolding
{
    /// <summary>The distinct folded words of a text, at most <paramref name="limit"/>, each at most 40 characters.</summary>
    IReadOnlyList<string> Words(string text, int limit = 12);

    /// <summary>The whole text folded, for sorting; at most 80 characters.</summary>
    string SortKey(string text);
}
