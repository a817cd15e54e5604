using System.Threading.Channels;
using Collab.Domain.Shared.Events;
using Microsoft.Extensions.Logging;

namespace Collab.Infrastructure.Realtime;

/// <summary>
/// The bus of a single node: a queue and one reader, so that subscribers are called in order, one at a time. The Redis
/// bus and the outbox relay deliver on their node through the same queue.
/// </summary>
internal sealed class InProcessBus : IEventBus, IAsyncDisposable
{
    private const int MaxWaiting = 65_536;

    private readonly Subscribers _subscribers;
    private readonly Task _reader;
    private int _overflowed;

    // Null stands for a gap: it is told in its turn, by the one reader that also tells notices.
    private readonly Channel<Notice?> _queue = Channel.CreateBounded<Notice?>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public InProcessBus(ILogger<InProcessBus> log)
    {
        _subscribers = new Subscribers(log);
        _reader = Task.Run(ReadAsync);
    }

    public ValueTask PublishAsync(IReadOnlyCollection<Notice> notices, CancellationToken ct)
    {
        foreach (var notice in notices)
            Deliver(notice);
        return ValueTask.CompletedTask;
    }

    /// <summary>Queues a notice for this node's subscribers. It never waits; what is dropped is repaired as a gap.</summary>
    public void Deliver(Notice notice) => Queue(notice);

    /// <summary>Notices may have been lost on the way to this node.</summary>
    public void ReportGap() => Queue(null);

    public IDisposable Subscribe(Action<Notice> onNotice, Action onGap) => _subscribers.Add(onNotice, onGap);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _reader;
    }

    private void Queue(Notice? notice)
    {
        if (!_queue.Writer.TryWrite(notice))
            Interlocked.Exchange(ref _overflowed, 1);
    }

    private async Task ReadAsync()
    {
        await foreach (var notice in _queue.Reader.ReadAllAsync())
        {
            if (notice is null)
                _subscribers.ReportGap();
            else
                _subscribers.Deliver(notice);
            if (Interlocked.Exchange(ref _overflowed, 0) == 1)
                _subscribers.ReportGap();
        }
    }
}
