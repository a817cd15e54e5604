namespace Collab.Infrastructure.Messages.Text;

/// <summary>
/// Decides before parsing whether a text may be formatted. The parser and the sanitizer take time in the
/// square of the delimiters in one paragraph, of the elements beside each other and of the containers in a
/// line; the limits keep the worst text of <see cref="LongestText"/> characters at tens of milliseconds and
/// are far beyond what people write. Fenced code is free: nothing in it is parsed.
/// </summary>
internal sealed class MarkdownLimits
{
    public const int LongestText = 16_000;
    public const int Deepest = 64;
    public const int MostLines = 2_500;
    public const int MostLinesInParagraph = 1_000;
    public const int MostDelimitersInParagraph = 1_000;
    public const int MostContainersInLine = 24;
    public const int MostCells = 5_000;

    private const string Delimiters = "[]*_~|`@#:";
    private int lines;
    private int paragraphLines;
    private int delimiters;
    private int mostPipes;
    private string? fence;
    private bool trustsFences = true;

    public static bool Allow(string text)
    {
        if (text.Length > LongestText) return false;
        var limits = new MarkdownLimits();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!limits.Allow(line)) return false;
        }

        return true;
    }

    private bool Allow(ReadOnlySpan<char> line)
    {
        if (IsFenced(line)) return true;
        if (line.IsWhiteSpace())
        {
            (paragraphLines, delimiters, mostPipes) = (0, 0, 0);
            return true;
        }

        lines++;
        paragraphLines++;
        Count(line);
        return lines <= MostLines
            && paragraphLines <= MostLinesInParagraph
            && delimiters <= MostDelimitersInParagraph
            // A short row of a table is padded to the width of its header.
            && (mostPipes == 0 || (mostPipes + 1) * paragraphLines <= MostCells)
            && Containers(line) <= MostContainersInLine;
    }

    private void Count(ReadOnlySpan<char> line)
    {
        var pipes = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (!Delimiters.Contains(line[i])) continue;
            if (line[i] == '|') pipes++;
            var continuesRun = i > 0 && line[i] == line[i - 1] && line[i] is not ('[' or ']' or '|' or ':');
            if (!continuesRun) delimiters++;
        }

        mostPipes = Math.Max(mostPipes, pipes);
    }

    /// <summary>
    /// Whether the line belongs to fenced code. Only fences in the first column are believed, because they open or close
    /// a block whatever stands before them; after any other fence, all that follows is counted as text.
    /// </summary>
    private bool IsFenced(ReadOnlySpan<char> line)
    {
        if (fence is not null)
        {
            if (Closes(line, fence)) fence = null;
            return true;
        }

        var opener = trustsFences ? Opener(line) : null;
        trustsFences &= opener is not null || !(line.Contains("```", StringComparison.Ordinal) || line.Contains("~~~", StringComparison.Ordinal));
        if (opener is null) return false;
        (fence, paragraphLines, delimiters, mostPipes) = (opener, 0, 0, 0);
        return true;
    }

    private static string? Opener(ReadOnlySpan<char> line)
    {
        if (line.Length < 3 || line[0] is not ('`' or '~')) return null;
        var rest = line.TrimStart(line[0]);
        var length = line.Length - rest.Length;
        return length < 3 || (line[0] == '`' && rest.Contains('`')) ? null : new string(line[0], length);
    }

    private static bool Closes(ReadOnlySpan<char> line, string fence)
    {
        var content = line.TrimStart(' ');
        return line.Length - content.Length <= 3
            && content.StartsWith(fence, StringComparison.Ordinal)
            && content.TrimStart(fence[0]).IsWhiteSpace();
    }

    /// <summary>How many quotes and lists the line opens or continues.</summary>
    private static int Containers(ReadOnlySpan<char> line)
    {
        var count = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] is ' ' or '\t' || char.IsAsciiDigit(line[i])) continue;
            if (line[i] is not ('>' or '-' or '+' or '*' or '.' or ')')) break;
            var isMarker = line[i] == '>' || i + 1 == line.Length || line[i + 1] is ' ' or '\t';
            if (isMarker) count++;
        }

        return count;
    }
}
