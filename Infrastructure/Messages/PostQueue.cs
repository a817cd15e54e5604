using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Collab.Infrastructure.Messages;

/// <summary>
/// The posts that wait for a lane's next commit. Those of a town hall's hosts are taken before all others: they must not
/// wait behind a crowd. Among themselves, hosts and others stay in the order in which they came.
/// </summary>
internal sealed class PostQueue
{
    private const int MaxWaiting = 8192;
    private const int MaxGroup = 256;

    // A command must stay well below the smallest max_allowed_packet that servers come with, 16 MiB.
    private const int MaxSize = 1 << 21;

    private readonly ConcurrentQueue<PendingPost> _hosts = new();

    // Null only wakes the reader, for a host's post.
    private readonly Channel<PendingPost?> _others = Channel.CreateBounded<PendingPost?>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Adds a post; false when too many wait.</summary>
    public bool TryAdd(PendingPost post)
    {
        if (!post.IsByHost)
            return _others.Writer.TryWrite(post);
        if (_hosts.Count >= MaxWaiting)
            return false;
        _hosts.Enqueue(post);
        // When there is no room for it the reader is busy, and looks at the hosts first when it comes back.
        _others.Writer.TryWrite(null);
        return true;
    }

    /// <summary>A host's post waits.</summary>
    public bool HasHosts => !_hosts.IsEmpty;

    /// <summary>Waits until posts wait; false when none will come any more.</summary>
    public async ValueTask<bool> WaitAsync() => !_hosts.IsEmpty || await _others.Reader.WaitToReadAsync();

    /// <summary>Takes the next group.</summary>
    public void Take(List<PendingPost> group)
    {
        var size = 0;
        while (group.Count < MaxGroup && size < MaxSize && _hosts.TryDequeue(out var post))
            Add(post);
        while (group.Count < MaxGroup && size < MaxSize && _others.Reader.TryRead(out var post))
        {
            if (post is not null)
                Add(post);
        }

        void Add(PendingPost post)
        {
            group.Add(post);
            size += post.Size;
        }
    }

    /// <summary>No more come.</summary>
    public void Complete() => _others.Writer.Complete();
}
