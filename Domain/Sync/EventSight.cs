using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;

namespace Collab.Domain.Sync;

/// <summary>
/// What one person sees of a stream's events. One that was left out would be a gap: it comes, and says nothing of what its
/// message says. For one reader at a time.
/// </summary>
/// <param name="isThread">The stream is a thread: of its place's cleared history, what was said until then is not seen.</param>
/// <param name="cleared">How much of the place's history she does not see.</param>
/// <param name="hidden">The numbers of the single messages that she has hidden.</param>
public sealed class EventSight(bool isThread, ClearedHistory cleared, IEnumerable<long> hidden)
{
    private readonly HashSet<long> _hidden = [.. hidden];

    /// <summary>How much of the place's history she does not see.</summary>
    public ClearedHistory Cleared { get; set; } = cleared;

    /// <summary>Takes note of messages that she hides, or brings back.</summary>
    public void Set(IReadOnlyCollection<long> seqs, bool isHidden)
    {
        if (isHidden)
            _hidden.UnionWith(seqs);
        else
            _hidden.ExceptWith(seqs);
    }

    /// <summary>False for a message that she does not see.</summary>
    public bool Shows(MessageView message) => !_hidden.Contains(message.Seq) && !(isThread ? message.PostedAt <= Cleared.At : message.Seq <= Cleared.Seq);

    /// <summary>The event as she may have it: the same one, unless it tells of a message that she does not see.</summary>
    public DomainEvent Of(DomainEvent happened) =>
        happened is MessageEvent told && !Shows(told.Message) ? told with { Message = Unseen(told.Message) } : happened;

    // Where and when, and not whose.
    private static MessageView Unseen(MessageView message) => message.AsHidden() with { Author = default, ClientKey = "", Thread = null };
}
