using System.Globalization;
using Collab.Domain.Shared;

namespace Collab.Domain.Messages;

/// <summary>What a person typed, as Markdown: never too long, and empty only where files go with it.</summary>
public sealed record MessageText
{
    /// <summary>Longest message, in UTF-16 units.</summary>
    public const int MaxLength = 16_000;

    /// <summary>Most different people that one message may mention by name.</summary>
    public const int MaxMentions = 200;

    private MessageText(string value) => Value = value;

    /// <summary>The cleaned source text.</summary>
    public string Value { get; }

    /// <summary>Cleans and checks typed text. Length is checked first, so that a huge text costs nothing.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="needsNoWords">Files or a forwarded message go with it.</param>
    public static Result<MessageText> Parse(string? text, bool needsNoWords = false)
    {
        if (text is { Length: > MaxLength })
        {
            var over = (text.Length - MaxLength).ToString("N0", CultureInfo.InvariantCulture);
            return new Error.Invalid("message.too_long", $"The message is {over} characters too long. Shorten it, or send it as a file.", "text");
        }

        var clean = PlainText.Block(text);
        return clean.Length == 0 && !needsNoWords
            ? new Error.Invalid("message.empty", "Write something first: the message is empty.", "text")
            : new MessageText(clean);
    }
}
