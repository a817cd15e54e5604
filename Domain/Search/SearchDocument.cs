using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>
/// What an index knows of a message: what it can be found by, and by whom. Its text goes in to be taken apart into words;
/// nothing that is shown ever comes from an index.
/// </summary>
public sealed record SearchDocument
{
    /// <summary>The message.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The stream that it is in, a thread's own for a reply.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>Its number there.</summary>
    public required long Seq { get; init; }

    /// <summary>The channel or chat: for a reply that of its root. Who may read this may read the message.</summary>
    public required StreamId Place { get; init; }

    /// <summary>For a reply: the number of its root in <see cref="Place"/>. Null for others.</summary>
    public long? RootSeq { get; init; }

    /// <summary>Whose it is.</summary>
    public required OrganizationId Organization { get; init; }

    /// <summary>The workspace of a channel; null for a chat.</summary>
    public WorkspaceId? Workspace { get; init; }

    /// <summary>Whether all members of <see cref="Workspace"/> may read it without a seat; guests never.</summary>
    public bool IsOpen { get; init; }

    /// <summary>What its place is.</summary>
    public required StreamKind PlaceKind { get; init; }

    /// <summary>Who wrote it.</summary>
    public required UserId Author { get; init; }

    /// <summary>People whom it names.</summary>
    public IReadOnlyList<UserId> Mentions { get; init; } = [];

    /// <summary>What it has.</summary>
    public MessageMarks Marks { get; init; }

    /// <summary>When it was posted.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The version of its stream at its last change: an index keeps the highest.</summary>
    public required long Revision { get; init; }

    /// <summary>The text without markup.</summary>
    public required string Text { get; init; }
}
