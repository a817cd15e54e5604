using System.Text;

namespace Collab.Web.Components.Workspaces;

/// <summary>What of a text was taken out and put in, word by word. Pure.</summary>
public static class TextDiff
{
    // Above this many pairs of words a text counts as written anew: nobody reads such a comparison word by word.
    private const int MaxPairs = 1_000_000;

    /// <summary>The parts of the newer text in order, with what was removed before what was added in its place.</summary>
    public static IReadOnlyList<TextPart> Of(string older, string newer)
    {
        var (before, after) = (Words(older), Words(newer));
        var start = 0;
        while (start < before.Count && start < after.Count && before[start] == after[start])
            start++;
        var end = 0;
        while (end < before.Count - start && end < after.Count - start && before[^(end + 1)] == after[^(end + 1)])
            end++;
        var parts = new Writer();
        parts.Keep(before.Take(start));
        Compare(parts, [.. before.Skip(start).Take(before.Count - start - end)], [.. after.Skip(start).Take(after.Count - start - end)]);
        parts.Keep(before.TakeLast(end));
        return parts.Done();
    }

    private static void Compare(Writer parts, string[] before, string[] after)
    {
        if ((long)before.Length * after.Length > MaxPairs)
        {
            parts.Change(before, after);
            return;
        }

        var common = CommonLengths(before, after);
        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                parts.Keep([before[i++]]);
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
                parts.Change([before[i++]], []);
            else
                parts.Change([], [after[j++]]);
        }
    }

    // How many words both have in common from two positions on.
    private static ushort[,] CommonLengths(string[] before, string[] after)
    {
        var common = new ushort[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? (ushort)(common[i + 1, j + 1] + 1) : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }

    // Runs of letters and digits, runs of white space, and every other character by itself.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var start = at++;
            var kind = KindOf(text[start]);
            while (at < text.Length && ((kind > 0 && KindOf(text[at]) == kind) || char.IsLowSurrogate(text[at])))
                at++;
            words.Add(text[start..at]);
        }

        return words;
    }

    private static int KindOf(char c) => char.IsLetterOrDigit(c) ? 1 : char.IsWhiteSpace(c) ? 2 : 0;

    private sealed class Writer
    {
        private readonly List<TextPart> _parts = [];
        private readonly StringBuilder _same = new();
        private readonly StringBuilder _gone = new();
        private readonly StringBuilder _new = new();

        public void Keep(IEnumerable<string> words)
        {
            foreach (var word in words)
                _same.Append(word);
        }

        public void Change(IEnumerable<string> gone, IEnumerable<string> added)
        {
            // A mere space between two changes belongs to them: "−one two +three four" reads better than four parts.
            if (_gone.Length + _new.Length > 0 && _same.Length > 0 && string.IsNullOrWhiteSpace(_same.ToString()))
            {
                _gone.Append(_same);
                _new.Append(_same);
                _same.Clear();
            }
            else if (_same.Length > 0)
            {
                Flush();
                Add(TextPartKind.Same, _same);
            }

            foreach (var word in gone)
                _gone.Append(word);
            foreach (var word in added)
                _new.Append(word);
        }

        public IReadOnlyList<TextPart> Done()
        {
            Flush();
            Add(TextPartKind.Same, _same);
            return _parts;
        }

        private void Flush()
        {
            Add(TextPartKind.Removed, _gone);
            Add(TextPartKind.Added, _new);
        }

        private void Add(TextPartKind kind, StringBuilder text)
        {
            if (text.Length > 0)
                _parts.Add(new TextPart(kind, text.ToString()));
            text.Clear();
        }
    }
}

/// <summary>A part of a comparison.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Text">Its text.</param>
public readonly record struct TextPart(TextPartKind Kind, string Text);

/// <summary>What became of a part of a text.</summary>
public enum TextPartKind
{
    /// <summary>It stayed.</summary>
    Same,

    /// <summary>It was taken out.</summary>
    Removed,

    /// <summary>It was put in.</summary>
    Added,
}
