namespace Collab.Search.Text;

/// <summary>How far two words are from each other: letters put in, left out, changed, or swapped with their neighbour.</summary>
/// <remarks>Optimal string alignment, as Lucene's and Elasticsearch's fuzzy queries with transpositions.</remarks>
internal static class WordDistance
{
    /// <summary>True when at most so many letters differ, the first one never.</summary>
    public static bool IsWithin(string a, string b, int most)
    {
        if (a.Length == 0 || b.Length == 0 || a[0] != b[0] || Math.Abs(a.Length - b.Length) > most)
            return false;
        var rows = (Two: new int[b.Length + 1], One: new int[b.Length + 1], Now: new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
            rows.One[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            rows.Now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = rows.One[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var least = Math.Min(changed, Math.Min(rows.One[j], rows.Now[j - 1]) + 1);
                var isSwapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                rows.Now[j] = isSwapped ? Math.Min(least, rows.Two[j - 2] + 1) : least;
            }

            rows = (rows.One, rows.Now, rows.Two);
        }

        return rows.One[b.Length] <= most;
    }
}
