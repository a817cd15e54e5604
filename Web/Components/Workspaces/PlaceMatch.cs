using Collab.Domain.Search.Queries;

namespace Collab.Web.Components.Workspaces;

/// <summary>Which names of places are meant by what somebody types.</summary>
public static class PlaceMatch
{
    // Shorter words are too near to others.
    private const int ShortestWithSlips = 4;

    private static readonly char[] Separators = [' ', '-', '_', '.'];

    /// <summary>A part of the name, or the initials of its words.</summary>
    public static bool Fits(string name, string typed) =>
        name.Contains(typed, StringComparison.CurrentCultureIgnoreCase)
        || string.Concat(Words(name).Select(w => w[0])).StartsWith(typed, StringComparison.CurrentCultureIgnoreCase);

    /// <summary>The name, or one of its words, or the beginning of one, with a slip: two in eight letters and more. For when nothing fits.</summary>
    public static bool FitsNearly(string name, string typed)
    {
        var lower = typed.ToLowerInvariant();
        var most = lower.Length < ShortestWithSlips ? 0 : lower.Length < 8 ? 1 : 2;
        return most > 0 && Words(name).Append(name).Select(w => w.ToLowerInvariant())
            .Any(w => QuerySpelling.Slips(lower, w) <= most || (w.Length > lower.Length && QuerySpelling.Slips(lower, w[..lower.Length]) <= most));
    }

    private static string[] Words(string name) => name.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
