using Collab.Domain.Confirmations;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Pins;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.References;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Messages;

/// <summary>
/// A message as everybody who may see it sees it, as of <see cref="Revision"/>. Immutable and free of the viewer, so
/// that all circuits of a node share one instance.
/// </summary>
public sealed record MessageView
{
    /// <summary>The stream that it is in.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>Its number there: dense, from 1, the order that everybody sees.</summary>
    public required long Seq { get; init; }

    /// <summary>Its id over the whole installation.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Who wrote it; for a system row, who did what it tells.</summary>
    public required UserId Author { get; init; }

    /// <summary>The client's key: stable from the optimistic row on.</summary>
    public required string ClientKey { get; init; }

    /// <summary>What became of it.</summary>
    public MessageState State { get; init; }

    /// <summary>The Markdown that was typed.</summary>
    public string Text { get; init; } = "";

    /// <summary>The same, rendered and sanitised once, on write.</summary>
    public string Html { get; init; } = "";

    /// <summary>When it was posted, by the server's clock.</summary>
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>When it was last edited.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When it disappears, by the server's clock; null when it stays. From that instant on nobody sees it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The stream's version at the message's last change: the higher revision is the truth.</summary>
    public required long Revision { get; init; }

    /// <summary>People it calls by name.</summary>
    public IReadOnlyList<UserId> Mentions { get; init; } = [];

    /// <summary>Groups it calls: those of their members who are seated here.</summary>
    public IReadOnlyList<UserGroupId> Groups { get; init; } = [];

    /// <summary>Whether it calls everybody.</summary>
    public Broadcast Broadcast { get; init; }

    /// <summary>That it asks to be confirmed; null when it does not.</summary>
    public ConfirmationRequest? Confirmation { get; init; }

    /// <summary>Files that go with it, in the author's order.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>
    /// How it refers to other messages, in the author's order. To which ones is not said here: each reader is told as far as she may
    /// see them (<see cref="ResolveReferences"/>).
    /// </summary>
    public IReadOnlyList<ReferenceKind> References { get; init; } = [];

    /// <summary>Reactions in the order in which they were first given.</summary>
    public IReadOnlyList<ReactionView> Reactions { get; init; } = [];

    /// <summary>That it is pinned to its place; null when it is not.</summary>
    public PinView? Pin { get; init; }

    /// <summary>Its thread; null when nobody has replied.</summary>
    public ThreadSummary? Thread { get; init; }

    /// <summary>That it was taken back, and by whom; null when it was not.</summary>
    public RecallView? Recall { get; init; }

    /// <summary>For a system row: what happened. Null for what a person wrote.</summary>
    public SystemNote? Note { get; init; }

    /// <summary>Its time has come, whether or not it is emptied yet.</summary>
    public bool IsDue(DateTimeOffset now) => ExpiryRules.IsDue(ExpiresAt, now);

    /// <summary>What is left when its time has come: what keeps the order of things, and nothing to show.</summary>
    public MessageView AsExpired() => AsHidden() with { State = MessageState.Expired, Thread = null, ExpiresAt = ExpiresAt };

    /// <summary>What is told to one who has deleted it for herself: where it is, whose, and its thread.</summary>
    public MessageView AsHidden() => new()
    {
        Stream = Stream,
        Seq = Seq,
        Id = Id,
        Author = Author,
        ClientKey = ClientKey,
        State = MessageState.Hidden,
        PostedAt = PostedAt,
        Revision = Revision,
        Thread = Thread,
    };
}
