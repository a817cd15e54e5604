using System.Globalization;
using Collab.Domain.Shared;

namespace Collab.Domain.Channels;

/// <summary>A channel's name: lower-case letters of any script, digits, dashes, underscores; unique in its workspace.</summary>
public sealed record ChannelName
{
    /// <summary>Longest name.</summary>
    public const int MaxLength = 80;

    private ChannelName(string value) => Value = value;

    /// <summary>The name without its sign.</summary>
    public string Value { get; }

    /// <summary>Checks a typed name; capitals and spaces are mended, other signs refused.</summary>
    public static Result<ChannelName> Parse(string? text)
    {
        var clean = PlainText.Line(text).TrimStart('#').Trim().ToLowerInvariant().Replace(' ', '-');
        if (clean.Length == 0)
            return new Error.Invalid("channel.name_empty", "Enter a name for the channel.", "name");
        if (clean.Length > MaxLength)
            return new Error.Invalid("channel.name_too_long", $"A channel's name has at most {MaxLength} characters.", "name");
        return clean.All(IsAllowed) && clean.Any(char.IsLetterOrDigit)
            ? new ChannelName(clean)
            : new Error.Invalid("channel.name_invalid", "A channel's name has only letters, digits, dashes and underscores.", "name");
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static bool IsAllowed(char c) =>
        c is '-' or '_' || char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
