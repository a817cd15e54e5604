using System.Threading.Channels;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>
/// What one circuit has yet to look at: a bounded queue. When it overflows everything in it is dropped and the circuit
/// reads the truth again, because correct beats complete.
/// </summary>
public sealed class CircuitMailbox(UserId user, SessionId? session, int capacity = CircuitMailbox.DefaultCapacity)
{
    /// <summary>How many notices wait at most.</summary>
    public const int DefaultCapacity = 1024;

    private readonly Channel<Notice> _notices = Channel.CreateBounded<Notice>(
        new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private int _missed;

    /// <summary>Whose circuit it is.</summary>
    public UserId User => user;

    /// <summary>Her session.</summary>
    public SessionId? Session => session;

    /// <summary>The streams that it watches, each with its parent when it is a thread. Guarded by the fan-out.</summary>
    internal Dictionary<StreamId, StreamId?> Watched { get; } = [];

    /// <summary>Of those, the places that are open on the page. Guarded by the fan-out.</summary>
    internal HashSet<StreamId> Open { get; } = [];

    /// <summary>No more mail comes.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Adds a notice; a full mailbox notes instead that it has missed something.</summary>
    public void Post(Notice notice)
    {
        if (!_notices.Writer.TryWrite(notice))
            MarkMissed();
    }

    /// <summary>Something was lost on the way: the circuit reads the truth again.</summary>
    public void MarkMissed()
    {
        Interlocked.Exchange(ref _missed, 1);
        // Wakes the reader even when the queue is empty; the marker itself changes nothing.
        _notices.Writer.TryWrite(Wake.Instance);
    }

    /// <summary>No more mail comes.</summary>
    public void Close()
    {
        IsClosed = true;
        _notices.Writer.TryComplete();
    }

    /// <summary>Waits for mail; false when the mailbox is closed.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken ct) => _notices.Reader.WaitToReadAsync(ct);

    /// <summary>Takes all mail. <paramref name="missed"/> is true when some was lost: then what is left is dropped too.</summary>
    public IReadOnlyList<Notice> Take(out bool missed)
    {
        missed = Interlocked.Exchange(ref _missed, 0) == 1;
        var taken = new List<Notice>();
        while (_notices.Reader.TryRead(out var notice))
        {
            if (notice is not Wake)
                taken.Add(notice);
        }

        return missed ? [.. taken.Where(n => n is not DomainEvent or Domain.Streams.MembersLeft)] : taken;
    }

    private sealed record Wake : Notice
    {
        public static readonly Wake Instance = new();
    }
}
