using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;

namespace Collab.Domain.Channels;

/// <summary>Brings topic, purpose and archived of channels to the channel directory, where they are listed.</summary>
public sealed class ChannelHeads(IChannelDirectory directory) : IEventConsumer
{
    /// <inheritdoc />
    public string Name => "channel-heads";

    /// <summary>
    /// Brings a head that was just changed to the directory at once, for whoever looks next. The change itself is stored:
    /// when the directory is away, it comes there with the event.
    /// </summary>
    public static async Task CopyNowAsync(IChannelDirectory directory, StreamView head, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(directory);
        try
        {
            await directory.CopyHeadAsync(head, ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            // The consumer brings it.
        }
    }

    /// <inheritdoc />
    public IReadOnlyCollection<Type> Wants { get; } = [typeof(StreamChanged)];

    /// <inheritdoc />
    public Task HandleAsync(StreamEvents happened, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.Head.Kind != StreamKind.Channel)
            return Task.CompletedTask;
        // Each event carries the state as it is now, so the newest says all; the directory takes no older one.
        return directory.CopyHeadAsync(happened.Events.Count > 0 ? happened.Events[^1].Head : happened.Head, ct);
    }
}
