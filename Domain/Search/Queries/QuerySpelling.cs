namespace Collab.Domain.Search.Queries;

/// <summary>How far a typed word is from one that was meant.</summary>
public static class QuerySpelling
{
    // Nothing that we know is longer, so that a long word need not be compared.
    private const int Longest = 16;

    /// <summary>How many letters are missing, too many, wrong or swapped with their neighbour; very many for long words.</summary>
    public static int Slips(string typed, string meant)
    {
        if (typed.Length > Longest)
            return int.MaxValue;
        var slips = new int[typed.Length + 1, meant.Length + 1];
        for (var i = 0; i <= typed.Length; i++)
        {
            for (var j = 0; j <= meant.Length; j++)
                slips[i, j] = i == 0 || j == 0 ? i + j : Fewest(slips, typed, meant, i, j);
        }

        return slips[typed.Length, meant.Length];
    }

    /// <summary>The one of some words that is meant, when one is near: one begins with the other, or at most two letters are wrong, and fewer than are right.</summary>
    public static string? Nearest(string typed, IEnumerable<string> words)
    {
        var lower = typed.ToLowerInvariant();
        return words.Select(word => (Word: word, Slips: IsBeginning(lower, word) ? 0 : Slips(lower, word)))
            .Where(near => near.Slips <= Math.Min(2, (near.Word.Length - 1) / 2))
            .OrderBy(near => near.Slips)
            .Select(near => near.Word)
            .FirstOrDefault();
    }

    private static bool IsBeginning(string typed, string word) =>
        word.StartsWith(typed, StringComparison.Ordinal) || typed.StartsWith(word, StringComparison.Ordinal);

    private static int Fewest(int[,] slips, string typed, string meant, int i, int j)
    {
        var wrong = slips[i - 1, j - 1] + (typed[i - 1] == meant[j - 1] ? 0 : 1);
        var fewest = Math.Min(wrong, Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1);
        var isSwapped = i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1];
        return isSwapped ? Math.Min(fewest, slips[i - 2, j - 2] + 1) : fewest;
    }
}
