using Markdig.Helpers;
using Markdig.Parsers;

namespace Collab.Infrastructure.Messages.Text.Inlines;

/// <summary>Reads <c>http://</c> and <c>https://</c> addresses without markup.</summary>
internal sealed class BareUrlParser : InlineParser
{
    private const string Stops = "<>[]|`\\\"，。；：！？、（）【】《》“”‘’";
    private const string LooseEnds = "?!.,:;*_~'";

    public BareUrlParser() => OpeningCharacters = ['h', 'H'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        var scheme = SchemeLength(text);
        if (scheme == 0 || !Surroundings.MayBeginAfter(Surroundings.Before(slice))) return false;
        var length = Length(text);
        if (length <= scheme) return false;
        var url = text[..length].ToString();
        if (!LinkAddress.TryCreate(url, out _)) return false;
        processor.Inline = new BareUrlInline(url);
        slice.Start += length;
        return true;
    }

    private static int SchemeLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) return 7;
        return text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : 0;
    }

    private static int Length(ReadOnlySpan<char> text)
    {
        var end = 0;
        var open = 0;
        for (; end < text.Length && end < LinkAddress.LongestUrl && !IsStop(text[end]); end++)
        {
            if (text[end] == '(') open++;
            else if (text[end] == ')' && --open < 0) break;
        }

        while (end > 0 && LooseEnds.Contains(text[end - 1])) end--;
        return end;
    }

    private static bool IsStop(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || BidiControls.IsControl(c) || Stops.Contains(c);
}
