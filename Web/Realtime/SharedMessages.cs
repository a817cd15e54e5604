using System.Collections.Concurrent;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>
/// One instance of each message for all pages of the node: a channel that a thousand people look at is held once. It
/// answers only for what the asker has read already, keeps nothing alive by itself, and correctness never depends on it.
/// </summary>
public sealed class SharedMessages
{
    private const int FirstSweep = 4096;

    private readonly ConcurrentDictionary<(StreamId Stream, long Seq), WeakReference<MessageView>> _known = new();
    private readonly Lock _sweeping = new();
    private int _sweepAt = FirstSweep;

    /// <summary>How many messages are known, gone ones included until the next sweep.</summary>
    public int Count => _known.Count;

    /// <summary>The instance that stands for this state of the message on this node.</summary>
    public MessageView Of(MessageView read)
    {
        var key = (read.Stream, read.Seq);
        if (_known.TryGetValue(key, out var known) && known.TryGetTarget(out var shared))
        {
            if (shared.Revision == read.Revision && IsSame(shared, read))
                return shared;
            // A page that lags must not push the newer state out.
            if (shared.Revision > read.Revision)
                return read;
        }

        _known[key] = new WeakReference<MessageView>(read);
        SweepWhenDue();
        return read;
    }

    /// <summary>A page of history with shared messages in it.</summary>
    public MessagePage Of(MessagePage read) => read with { Items = [.. read.Items.Select(Of)] };

    // The revision says it all; what people see is compared as well, so that a mistake elsewhere shows nobody an old text.
    private static bool IsSame(MessageView one, MessageView other) =>
        one.Html == other.Html && one.State == other.State && one.Reactions.Count == other.Reactions.Count && one.Thread?.Replies == other.Thread?.Replies;

    private void SweepWhenDue()
    {
        if (_known.Count < _sweepAt || !_sweeping.TryEnter())
            return;
        try
        {
            foreach (var (key, known) in _known)
            {
                if (!known.TryGetTarget(out _))
                    _known.TryRemove(KeyValuePair.Create(key, known));
            }

            _sweepAt = Math.Max(FirstSweep, 2 * _known.Count);
        }
        finally
        {
            _sweeping.Exit();
        }
    }
}
