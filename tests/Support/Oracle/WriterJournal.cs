using System.Collections.Concurrent;

namespace Collab.Support.Oracle;

/// <summary>What the writers have sent: noted before it leaves, so that nothing they sent can be unknown to the checker.</summary>
public sealed class WriterJournal
{
    private readonly ConcurrentQueue<SentMessage> _sent = new();

    public IReadOnlyList<SentMessage> Sent => [.. _sent];

    public int Count => _sent.Count;

    public int Acknowledged => _sent.Count(m => m.Outcome == SendOutcome.Acknowledged);

    /// <summary>Notes a message that is about to be sent for the first time.</summary>
    public SentMessage Send(long stream, long author, string clientKey)
    {
        var message = new SentMessage(stream, author, clientKey);
        _sent.Enqueue(message);
        return message;
    }
}
