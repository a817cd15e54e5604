namespace Collab.Domain.Shared.Events;

/// <summary>
/// Carries notices to every node at once. Delivery is at most once and in order per bucket; what is lost, the outbox
/// and the version of each stream repair.
/// </summary>
public interface IEventBus
{
    /// <summary>Hands notices to all subscribers of all nodes, this one included. Never throws for an unreachable bus.</summary>
    ValueTask PublishAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct);

    /// <summary>Receives notices until disposed.</summary>
    /// <param name="onNotice">Called in order, one at a time; must be quick and must not throw.</param>
    /// <param name="onGap">Notices may have been lost (a connection broke and is back): read the truth again.</param>
    IDisposable Subscribe(Action<Notice> onNotice, Action onGap);
}
