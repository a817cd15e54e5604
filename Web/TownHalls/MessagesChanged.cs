using Collab.Domain.Messages;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.TownHalls;

/// <summary>
/// Reactions and new replies of a second, gathered into one event: the messages as they are after the last of them. A node
/// makes it for its own viewers; it is never on the bus or in the outbox.
/// </summary>
public sealed record MessagesChanged : DomainEvent
{
    /// <inheritdoc />
    public override long FromVersion => First;

    /// <summary>The version of the first event that it stands for; <see cref="DomainEvent.Version"/> is that of the last.</summary>
    public required long First { get; init; }

    /// <summary>The messages that changed, by number.</summary>
    public required IReadOnlyList<ChangedMessage> Messages { get; init; }

    /// <summary>What people did themselves, in order: for their own pages and programs.</summary>
    public required IReadOnlyDictionary<UserId, IReadOnlyList<OwnAct>> Acts { get; init; }
}

/// <summary>A message that changed.</summary>
/// <param name="Message">As it is now.</param>
/// <param name="Before">As viewers know it; null when that is not known.</param>
public sealed record ChangedMessage(MessageView Message, MessageView? Before);

/// <summary>Somebody reacted, or took it back.</summary>
/// <param name="Seq">To which message.</param>
/// <param name="Emoji">With what.</param>
/// <param name="Added">True when given.</param>
public sealed record OwnAct(long Seq, string Emoji, bool Added);
