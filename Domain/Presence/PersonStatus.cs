using Collab.Domain.Messages;
using Collab.Domain.Shared;

namespace Collab.Domain.Presence;

/// <summary>What a person says of what she is doing.</summary>
/// <param name="Emoji">One emoji; may be empty when there is a text.</param>
/// <param name="Text">At most <see cref="MaxLength"/> characters; may be empty when there is an emoji.</param>
/// <param name="Until">When it ends by itself; null lasts until she clears it.</param>
/// <param name="PausesNotifications">While it lasts she is not to be disturbed.</param>
public sealed record PersonStatus(string Emoji, string Text, DateTimeOffset? Until, bool PausesNotifications)
{
    /// <summary>Longest text, in characters as people count them.</summary>
    public const int MaxLength = 100;

    /// <summary>Longest time that a status, or a pause, is set for in advance.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromDays(366);

    /// <summary>The emoji of a status without one.</summary>
    public const string UsualEmoji = "💬";

    /// <summary>True at a moment before its end.</summary>
    public bool LastsAt(DateTimeOffset now) => Until is not { } until || until > now;

    /// <summary>Cleans and checks what was typed.</summary>
    public static Result<PersonStatus> Create(string? emoji, string? text, DateTimeOffset? until, bool pausesNotifications, IEmojiCatalog catalog, DateTimeOffset now)
    {
        var clean = PlainText.Line(text);
        if (clean.Length == 0 && string.IsNullOrEmpty(emoji))
            return new Error.Invalid("status.empty", "Choose an emoji or write what you are doing.", "text");
        // An emoji is one character of many units: a short line of them may still be a long text.
        if (clean.Length > MaxLength * 4 || PlainText.Length(clean) > MaxLength)
            return new Error.Invalid("status.too_long", $"A status has at most {MaxLength} characters.", "text");
        var found = UsualEmoji;
        if (!string.IsNullOrEmpty(emoji))
        {
            if (emoji.Length > 64 || !catalog.TryFind(emoji, out var known))
                return new Error.Invalid("status.unknown_emoji", "This is not an emoji that we know.", "emoji");
            found = known.Unicode;
        }

        return CheckEnd(until, now) is { } error ? error : new PersonStatus(found, clean, until, pausesNotifications);
    }

    /// <summary>Why something cannot end then; null when it can.</summary>
    public static Error? CheckEnd(DateTimeOffset? until, DateTimeOffset now) =>
        until is { } end && (end <= now || end > now + MaxTime)
            ? new Error.Invalid("status.end", "Choose an end in the future, at most a year from now.", "until")
            : null;
}
