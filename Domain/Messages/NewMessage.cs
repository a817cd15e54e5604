using Collab.Domain.Confirmations;
using Collab.Domain.Edits;
using Collab.Domain.Files;
using Collab.Domain.References;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Messages;

/// <summary>A message ready to be stored: cleaned, rendered, its mentions resolved.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ClientKey">The client's key.</param>
/// <param name="Text">The Markdown.</param>
/// <param name="Html">The same, rendered and sanitised.</param>
/// <param name="Mentions">People it calls by name, each once.</param>
/// <param name="Broadcast">Whether it calls everybody.</param>
public sealed record NewMessage(
    MessageId Id, ClientKey ClientKey, string Text, string Html, IReadOnlyList<UserId> Mentions, Broadcast Broadcast)
{
    /// <summary>Groups it calls, each once.</summary>
    public IReadOnlyList<UserGroupId> Groups { get; init; } = [];

    /// <summary>
    /// Of a message that calls those who are online: the members who are, as it is composed. Null where it calls everybody, or
    /// nobody but those it names.
    /// </summary>
    public IReadOnlyList<UserId>? Here { get; init; }

    /// <summary>Keywords in it that somebody watches, each once. They are known to the store alone: nobody learns what others watch.</summary>
    public IReadOnlyList<KeywordId> Keywords { get; init; } = [];

    /// <summary>That it asks to be confirmed; null when it does not.</summary>
    public ConfirmationRequest? Confirmation { get; init; }

    /// <summary>Of an edit: for how long after posting a message may get another text; the store makes sure of that once more.</summary>
    public TimeSpan Window { get; init; } = EditPolicy.AnyTime;

    /// <summary>Files that go with it, in the author's order. They are hers and loose; the store makes sure of that once more.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Messages that it refers to, in the author's order; she saw each of them as it was composed.</summary>
    public IReadOnlyList<MessageReference> References { get; init; } = [];
}
