using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Recall;

/// <summary>Takes somebody else's message away from everybody: by a manager of the place, with a reason, where the policy allows it.</summary>
public sealed class RemoveMessage(StreamAccess access, IMessageStore messages, IRecallPolicies policies, IRecallStore recalls, RecalledFiles files, AuditTrail audit, IRateLimits limits)
{
    /// <summary>Returns what is left of the message; it names the manager and the reason.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(RemoveMessageRequest request, CancellationToken ct)
    {
        var (actor, stream, seq) = (request.Actor, request.Stream, request.Seq);
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (await messages.FindAsync(seat, seq, ct) is not { State: MessageState.Posted or MessageState.Recalled, Note: null } message)
            return new Error.NotFound();
        if (!await ManagesAsync(seat, ct))
            return StreamRules.Refusal(seat, Rights.Manage);
        if (!(await policies.FindAsync(seat.Stream.Organization, ct)).For(seat.Stream.Workspace).AllowsRemoval)
            return new Error.Forbidden("removal.off", "Managers do not remove messages here: those who run the organization have not allowed it.");
        var reason = PlainText.Line(request.Reason);
        if (reason.Length is < 3 or > RecallView.MaxReason)
            return new Error.Invalid("removal.reason", $"Say why, in 3 to {RecallView.MaxReason} characters. Everybody here will read it.", "reason");
        if (message.State == MessageState.Recalled)
            return message;
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out error))
            return error;
        var entry = audit.Entry(
            actor, AuditActs.MessageRemoved, $"message:{stream}/{seq}", ("message", message.Id.ToString()), ("author", message.Author.ToString()), ("reason", reason));
        if (!(await recalls.TakeBackAsync(seat, seq, new RecallOrder(null, reason, entry), ct)).TryGet(out var taken, out error))
            return error;
        await files.DeleteAsync(taken.Files);
        return taken.Message;
    }

    // Whoever manages a place manages what is said in its threads.
    private async Task<bool> ManagesAsync(Seat seat, CancellationToken ct) =>
        seat.Stream.Parent is { } parent
            ? (await access.EnterAsync(seat.Actor, parent, ct)).TryGet(out var above, out _) && above.Allows(Rights.Manage)
            : seat.Allows(Rights.Manage);
}

/// <summary>A removal.</summary>
/// <param name="Actor">The manager.</param>
/// <param name="Stream">Where the message is.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Reason">Why; everybody who saw the message may read it.</param>
public sealed record RemoveMessageRequest(Actor Actor, StreamId Stream, long Seq, string? Reason);
