namespace Collab.Domain.Shared.Events;

/// <summary>
/// Somebody who must learn of everything that happens, also of what happened while it was away: search, notifications,
/// webhooks. It is given each event at least once, those of one stream in their order, streams beside each other. An event
/// may come again, and one that was parked comes late, so handling takes what is newer and changes nothing when repeated.
/// </summary>
public interface IEventConsumer
{
    /// <summary>What its cursors are kept under: lower case with dashes, at most 40 characters, the same for ever.</summary>
    string Name { get; }

    /// <summary>The kinds of <see cref="DomainEvent"/> that it is given; it passes over all others.</summary>
    IReadOnlyCollection<Type> Wants { get; }

    /// <summary>
    /// Handles events of one stream. <see cref="OutageException"/> says that something it needs cannot be reached: the
    /// same events come again until it can. Any other exception is taken for the event's fault: it comes again after growing
    /// pauses, and is parked when that does not help.
    /// </summary>
    Task HandleAsync(StreamEvents happened, CancellationToken ct);
}
