using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Messages of streams. Every write checks the seat again under the head's lock, numbers, and leaves its event in the outbox.</summary>
public interface IMessageStore
{
    /// <summary>Posts as the seat's actor. A message with the same client key is returned as it is, not made again.</summary>
    Task<Result<MessageView>> PostAsync(Seat seat, NewMessage message, CancellationToken ct);

    /// <summary>
    /// Posts into the thread of a message, making the thread with its first reply. Root author, repliers and the people
    /// mentioned (as far as they are seated in the parent) follow it from then on.
    /// </summary>
    /// <param name="parent">A seat in the stream of the root message.</param>
    /// <param name="rootSeq">The root's number there.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="ct">Cancels waiting, not a commit under way.</param>
    Task<Result<MessageView>> ReplyAsync(Seat parent, long rootSeq, NewMessage reply, CancellationToken ct);

    /// <summary>Replaces the text of the actor's own message and keeps the old one in its history.</summary>
    Task<Result<MessageView>> EditAsync(Seat seat, long seq, NewMessage edited, CancellationToken ct);

    /// <summary>A run of messages; flat in depth.</summary>
    Task<MessagePage> ListAsync(Seat seat, MessageRange range, CancellationToken ct);

    /// <summary>One message; null when there is no such number.</summary>
    Task<MessageView?> FindAsync(Seat seat, long seq, CancellationToken ct);

    /// <summary>The seat's actor's own message with a key; null when there is none. A retry is answered with it, whatever has happened since.</summary>
    Task<MessageView?> FindSentAsync(Seat seat, ClientKey key, CancellationToken ct);

    /// <summary>The number of the first message that was posted at an instant or later; null when there is none. As exact as the nodes' clocks agree. Flat in depth.</summary>
    Task<long?> FindSinceAsync(Seat seat, DateTimeOffset since, CancellationToken ct);

    /// <summary>Earlier texts, newest first, at most 100.</summary>
    Task<IReadOnlyList<MessageEdit>> ListEditsAsync(Seat seat, long seq, CancellationToken ct);
}
