using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>What an earlier attempt has stored.</summary>
internal static class SentBefore
{
    /// <summary>
    /// The message of a retry that would be refused now, because what it refers to was taken back since: whoever asks again after a
    /// lost answer gets it. Null when it is new, or its key is none.
    /// </summary>
    public static async Task<MessageView?> FindSentAsync(this IMessageStore messages, Seat seat, string? clientKey, CancellationToken ct) =>
        ClientKey.Parse(clientKey).TryGet(out var key, out _) ? await messages.FindSentAsync(seat, key, ct) : null;
}
