using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.Pins;

/// <summary>What is pinned to places.</summary>
public interface IPinStore
{
    /// <summary>Pins a message or takes the pin away; what is already so stays so. Returns the message.</summary>
    Task<Result<MessageView>> SetAsync(Seat seat, long seq, bool isPinned, CancellationToken ct);

    /// <summary>The pinned messages, the last pinned first; at most <see cref="PinView.MaxPerPlace"/>.</summary>
    Task<IReadOnlyList<MessageView>> ListAsync(Seat seat, CancellationToken ct);
}
