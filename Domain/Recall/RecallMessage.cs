using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Recall;

/// <summary>
/// Takes one's own message back from everybody, within the window that the policy gives. Also in places that are archived:
/// it says nothing new.
/// </summary>
public sealed class RecallMessage(StreamAccess access, IMessageStore messages, IRecallPolicies policies, IRecallStore recalls, RecalledFiles files, AuditTrail audit, IRateLimits limits)
{
    /// <summary>Returns what is left of the message; recalling it twice is no error.</summary>
    public async Task<Result<MessageView>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (await messages.FindAsync(seat, seq, ct) is not { State: MessageState.Posted or MessageState.Recalled, Note: null } message)
            return new Error.NotFound();
        if (message.Author != actor.User)
            return RecallRules.NotYours;
        if (message.State == MessageState.Recalled)
            return message;
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out error))
            return error;
        var policy = (await policies.FindAsync(seat.Stream.Organization, ct)).For(seat.Stream.Workspace);
        var entry = audit.Entry(actor, AuditActs.MessageRecalled, $"message:{stream}/{seq}", ("message", message.Id.ToString()));
        if (!(await recalls.TakeBackAsync(seat, seq, new RecallOrder(policy.Window, null, entry), ct)).TryGet(out var taken, out error))
            return error;
        await files.DeleteAsync(taken.Files);
        return taken.Message;
    }
}
