using Collab.Domain.Confirmations;
using Collab.Domain.Reactions;

namespace Collab.Domain.Messages;

/// <summary>A run of a stream's messages, oldest first; what the reader has deleted for herself is left out, and nothing else.</summary>
/// <param name="Items">The messages.</param>
/// <param name="HasOlder">There are older ones before the first.</param>
/// <param name="HasNewer">There are newer ones after the last.</param>
/// <param name="Version">The stream's version when the page was read: events after it bring the page up to date.</param>
public sealed record MessagePage(IReadOnlyList<MessageView> Items, bool HasOlder, bool HasNewer, long Version)
{
    /// <summary>Up to this number nothing is missing, but what the reader has deleted for herself: what is newer has a higher one.</summary>
    public long Through { get; init; }

    /// <summary>
    /// The reader's own reactions of kinds that more people gave than a message names; of the others the message itself
    /// says whether she is among them.
    /// </summary>
    public IReadOnlyList<OwnReaction> Own { get; init; } = [];

    /// <summary>What the reader has confirmed, of messages that ask for it.</summary>
    public IReadOnlyList<Confirmation> Confirmed { get; init; } = [];
}
