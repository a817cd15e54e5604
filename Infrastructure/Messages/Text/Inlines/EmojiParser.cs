using System.Text;
using Collab.Domain.Messages;
using Markdig.Helpers;
using Markdig.Parsers;

namespace Collab.Infrastructure.Messages.Text.Inlines;

/// <summary>Reads <c>:tada:</c> and <c>:wave::skin-tone-3:</c>. A code that is not known stays as typed.</summary>
internal sealed class EmojiParser : InlineParser
{
    private const int LongestCode = 60;
    private const string TonePrefix = "skin-tone-";
    private readonly IEmojiCatalog catalog;

    public EmojiParser(IEmojiCatalog catalog)
    {
        this.catalog = catalog;
        OpeningCharacters = [':'];
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (!MayBegin(processor, slice)) return false;
        var text = slice.AsSpan();
        var code = Code(text);
        if (code is null || !catalog.TryFind(code, out var emoji)) return false;
        var length = code.Length + 2;
        if (emoji.SkinTones && Code(text[length..]) is { } next && Toned(emoji, next) is { } toned)
        {
            emoji = toned;
            length += next.Length + 2;
        }

        processor.Inline = new EmojiInline(emoji.Unicode);
        slice.Start += length;
        return true;
    }

    /// <summary>Neither a time ("10:30:45") nor a scope ("std::cat::x") holds an emoji.</summary>
    private static bool MayBegin(InlineProcessor processor, in StringSlice slice)
    {
        var before = Surroundings.Before(slice);
        return !char.IsAsciiDigit(before) && (before != ':' || processor.Inline is EmojiInline);
    }

    private static string? Code(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != ':') return null;
        for (var i = 1; i < text.Length && i <= LongestCode; i++)
        {
            if (text[i] == ':') return i == 1 ? null : text[1..i].ToString();
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('_' or '-' or '+')) return null;
        }

        return null;
    }

    private EmojiInfo? Toned(EmojiInfo emoji, string code)
    {
        if (!code.StartsWith(TonePrefix, StringComparison.Ordinal) || code.Length != TonePrefix.Length + 1) return null;
        if (code[^1] is < '2' or > '6') return null;
        Rune.DecodeFromUtf16(emoji.Unicode, out var first, out var used);
        var tone = new Rune(0x1F3FB + code[^1] - '2');
        return catalog.TryFind($"{first}{tone}{emoji.Unicode[used..]}", out var toned) ? toned : null;
    }
}
