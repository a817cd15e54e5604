using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>What a hold has kept of a message that is gone for everybody else.</summary>
/// <param name="Message">The message as it was last.</param>
/// <param name="Place">Its channel or chat: for a reply the one of its root.</param>
/// <param name="Edits">Its earlier texts, the oldest first.</param>
/// <param name="Cause">Why it is gone.</param>
/// <param name="At">Since when.</param>
public sealed record HeldMessage(MessageView Message, StreamId Place, IReadOnlyList<MessageEdit> Edits, HeldCause Cause, DateTimeOffset At)
{
    /// <summary>The message with all its texts as one: it is found by what it said earlier as well.</summary>
    public MessageView WithAllTexts() => Edits.Count == 0 ? Message : Message with
    {
        Text = string.Join("\n\n", Edits.Reverse().Select(e => e.Text).Prepend(Message.Text)),
        Html = string.Concat(Edits.Reverse().Select(e => e.Html).Prepend(Message.Html)),
    };
}

/// <summary>Why a message is gone; stored by number, so numbers never change.</summary>
public enum HeldCause
{
    /// <summary>Its author took it back.</summary>
    Recalled = 0,

    /// <summary>A manager removed it.</summary>
    Removed = 1,

    /// <summary>Its time ran out.</summary>
    Expired = 2,
}
