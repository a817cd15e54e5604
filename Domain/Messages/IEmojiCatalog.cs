using System.Diagnostics.CodeAnalysis;

namespace Collab.Domain.Messages;

/// <summary>The emoji that people can write, pick and react with.</summary>
public interface IEmojiCatalog
{
    /// <summary>
    /// Finds an emoji by shortcode (<c>tada</c> or <c>:tada:</c>, aliases too) or by the emoji itself,
    /// with or without variation selectors. A skin-tone variant is found as itself: its
    /// <see cref="EmojiInfo.Unicode"/> keeps the tone, everything else is its base emoji's.
    /// </summary>
    bool TryFind(string shortcodeOrUnicode, [MaybeNullWhen(false)] out EmojiInfo emoji);

    /// <summary>Emoji whose shortcode, name or keyword starts with <paramref name="prefix"/>, best first.</summary>
    IReadOnlyList<EmojiInfo> Search(string prefix, int limit);

    /// <summary>Every emoji without its skin-tone variants, in the order of the picker.</summary>
    IReadOnlyList<EmojiInfo> All { get; }
}

/// <summary>One emoji. <see cref="Shortcode"/> is written without colons.</summary>
public sealed record EmojiInfo(
    string Unicode,
    string Name,
    string Shortcode,
    string Group,
    IReadOnlyList<string> Keywords,
    bool SkinTones);
