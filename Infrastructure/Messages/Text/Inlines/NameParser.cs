using System.Text;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Collab.Infrastructure.Messages.Text.Inlines;

/// <summary>Reads <c>@handle</c>, <c>@channel</c> and <c>#channel-name</c>.</summary>
internal sealed class NameParser : InlineParser
{
    private const int LongestHandle = 64;
    private const int LongestChannelName = 80;
    private static readonly char[] LooseEnds = ['.', '-', '_'];

    public NameParser() => OpeningCharacters = ['@', '#'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var before = Surroundings.Before(slice);
        if (!Surroundings.MayBeginAfter(before)) return false;
        var kind = slice.CurrentChar == '@' ? NameKind.Person : NameKind.Channel;
        var name = Read(slice, kind);
        // "_@ada_" is emphasis around a mention, not a handle that ends in an underscore.
        if (before == '_') name = name.TrimEnd('_');
        if (name.Length == 0 || !Surroundings.MayEndBefore(slice.PeekChar(name.Length + 1))) return false;
        processor.Inline = Inline(kind, name);
        slice.Start += processor.Inline is BroadcastInline broadcast ? broadcast.Name.Length + 1 : name.Length + 1;
        return true;
    }

    private static LeafInline Inline(NameKind kind, string name)
    {
        var lower = name.ToLowerInvariant();
        var bare = lower.TrimEnd(LooseEnds);
        if (kind == NameKind.Person && BroadcastInline.Knows(bare)) return new BroadcastInline(bare);
        var sign = kind == NameKind.Person ? '@' : '#';
        return new NameInline(kind, sign + name, bare.Length == 0 || bare == lower ? [lower] : [lower, bare]);
    }

    private static string Read(in StringSlice slice, NameKind kind)
    {
        var rest = slice.AsSpan()[1..];
        var length = kind == NameKind.Person ? HandleLength(rest) : ChannelLength(rest);
        return rest[..length].ToString();
    }

    private static int HandleLength(ReadOnlySpan<char> text)
    {
        if (text.Length == 0 || !char.IsAsciiLetterOrDigit(text[0])) return 0;
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '.' or '-' or '_'))
        {
            if (++length > LongestHandle) return 0;
        }

        return length;
    }

    private static int ChannelLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        for (var count = 0; Rune.DecodeFromUtf16(text[length..], out var rune, out var used) == System.Buffers.OperationStatus.Done; count++)
        {
            if (!IsChannelCharacter(rune)) return length;
            if (count == LongestChannelName) return 0;
            length += used;
        }

        return length;
    }

    private static bool IsChannelCharacter(Rune rune) =>
        rune.Value is '_' or '-' || Rune.IsNumber(rune) || Rune.IsLetter(rune);
}
