using Collab.Domain.Confirmations;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Messages;

/// <summary>Reads a run of a stream's history, in either direction or around a message.</summary>
public sealed class ListMessages(StreamAccess access, IMessageStore messages, IReactionStore reactions, IConfirmationStore confirmations)
{
    /// <summary>Returns at most 200 messages, oldest first.</summary>
    public async Task<Result<MessagePage>> ExecuteAsync(ListMessagesRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (request.Range.Anchor < 0)
            return new Error.Invalid("range.invalid", "Message numbers start at 1.", "anchor");
        var page = await messages.ListAsync(seat, request.Range with { Limit = PageLimit.Clamp(request.Range.Limit) }, ct);
        return await WithOwnAsync(seat, page, ct);
    }

    private async Task<MessagePage> WithOwnAsync(Seat seat, MessagePage page, CancellationToken ct)
    {
        var me = seat.Actor.User;
        long[] crowded = [.. page.Items.Where(m => m.Reactions.Any(r => r.Count > r.First.Count && !r.First.Contains(me))).Select(m => m.Seq)];
        if (crowded.Length > 0)
            page = page with { Own = await reactions.ListOwnAsync(seat, crowded[0], crowded[^1], ct) };
        long[] asking = [.. page.Items.Where(m => ConfirmationRules.Asks(m, me, seat.Membership)).Select(m => m.Seq)];
        return asking.Length == 0 ? page : page with { Confirmed = await confirmations.ListOwnAsync(seat, asking[0], asking[^1], ct) };
    }
}

/// <summary>Which part of which history.</summary>
/// <param name="Actor">The reader.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Range">Which part of it.</param>
public sealed record ListMessagesRequest(Actor Actor, StreamId Stream, MessageRange Range);
