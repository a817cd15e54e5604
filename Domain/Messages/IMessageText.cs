namespace Collab.Domain.Messages;

/// <summary>Reads what a person typed and makes it safe to show.</summary>
public interface IMessageText
{
    /// <summary>
    /// Parses message source. Never throws and takes time in proportion to the text's length:
    /// a text too deeply nested or too knotted to format is shown as it was typed.
    /// </summary>
    ParsedText Parse(string text);
}

/// <summary>A parsed message: whom and what it names, how it reads aloud, and its HTML.</summary>
public abstract class ParsedText
{
    /// <summary>
    /// Distinct candidates for handles (<c>@name</c>, lower case, without the sign), none of them in code
    /// or in a link. Where a handle may end in punctuation, both readings are listed.
    /// </summary>
    public abstract IReadOnlyList<string> Handles { get; }

    /// <summary>Distinct candidates for channel names (<c>#name</c>), none of them in code or in a link.</summary>
    public abstract IReadOnlyList<string> ChannelNames { get; }

    /// <summary>Whether the text says <c>@channel</c>, <c>@everyone</c> or <c>@all</c>.</summary>
    public abstract bool MentionsChannel { get; }

    /// <summary>Whether the text says <c>@here</c>.</summary>
    public abstract bool MentionsHere { get; }

    /// <summary>The text without markup, for notifications and accessible labels. Not HTML: escape it to show it.</summary>
    public abstract string PlainText { get; }

    /// <summary>Sanitised HTML. A name that is not in <paramref name="names"/> stays plain text.</summary>
    public abstract string Render(MentionNames names);
}

/// <summary>The people (by handle) and channels (by name) that the reader of a message may be told of.</summary>
public sealed record MentionNames(
    IReadOnlyDictionary<string, MentionedPerson> People,
    IReadOnlyDictionary<string, MentionedChannel> Channels)
{
    /// <summary>The groups (by handle) that it may tell of; a person of the same handle goes first.</summary>
    public IReadOnlyDictionary<string, MentionedGroup> Groups { get; init; } = new Dictionary<string, MentionedGroup>();

    /// <summary>Nobody and nothing: every candidate stays plain text.</summary>
    public static MentionNames None { get; } = new(
        new Dictionary<string, MentionedPerson>(),
        new Dictionary<string, MentionedChannel>());
}

/// <summary>A person whom a message mentions, as she is shown.</summary>
public sealed record MentionedPerson(long UserId, string DisplayName);

/// <summary>A channel that a message links to, as it is shown.</summary>
public sealed record MentionedChannel(long StreamId, string Name);

/// <summary>A group that a message calls, as it is shown.</summary>
public sealed record MentionedGroup(long GroupId, string Handle);
