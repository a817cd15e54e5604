namespace Collab.Domain.Search;

/// <summary>Shows why a text was found. It reads texts as engines do, from storage: an index has nothing to show.</summary>
public interface ISearchExcerpts
{
    /// <summary>A piece of a text around what matches.</summary>
    /// <param name="text">The text without markup.</param>
    /// <param name="wanted">What was searched for.</param>
    /// <param name="isFuzzy">Whether nearly the same counted.</param>
    /// <param name="length">About so many characters.</param>
    SearchExcerpt Cut(string text, SearchClause wanted, bool isFuzzy, int length);
}

/// <summary>A piece of a text.</summary>
/// <param name="Text">The piece, line breaks as spaces.</param>
/// <param name="Marks">What matches in it, in order, not overlapping.</param>
/// <param name="IsCutBefore">There is more in front of it.</param>
/// <param name="IsCutAfter">There is more behind it.</param>
public sealed record SearchExcerpt(string Text, IReadOnlyList<ExcerptMark> Marks, bool IsCutBefore, bool IsCutAfter);

/// <summary>Where something matches, in UTF-16 units.</summary>
public readonly record struct ExcerptMark(int Start, int Length);
