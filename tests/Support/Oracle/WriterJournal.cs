using System.Collections.Concurrent;

namespace Collab.Support.Oracle;

/// <summary>
/// What the writers have sent: noted before it leaves, so that nothing they sent can be unknown to the checker. And how far
/// readers were told that they have read: noted when the answer has come.
/// </summary>
public sealed class WriterJournal
{
    private readonly ConcurrentQueue<SentMessage> _sent = new();
    private readonly ConcurrentDictionary<(long User, long Stream), long> _read = new();

    public IReadOnlyList<SentMessage> Sent => [.. _sent];

    public int Count => _sent.Count;

    public int Acknowledged => _sent.Count(m => m.Outcome == SendOutcome.Acknowledged);

    /// <summary>The farthest marker of each reader and stream that was acknowledged.</summary>
    public IReadOnlyList<ReadUpTo> Read => [.. _read.Select(r => new ReadUpTo(r.Key.User, r.Key.Stream, r.Value))];

    /// <summary>Notes that a marker was acknowledged; markers go forward only.</summary>
    public void HasRead(long user, long stream, long seq) => _read.AddOrUpdate((user, stream), seq, (_, before) => Math.Max(before, seq));

    /// <summary>Notes a message that is about to be sent for the first time.</summary>
    public SentMessage Send(long stream, long author, string clientKey)
    {
        var message = new SentMessage(stream, author, clientKey);
        _sent.Enqueue(message);
        return message;
    }
}
