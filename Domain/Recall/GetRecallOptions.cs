using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Recall;

/// <summary>Tells whether and until when one can recall a message, before it is done.</summary>
public sealed class GetRecallOptions(StreamAccess access, IMessageStore messages, IRecallPolicies policies, TimeProvider time)
{
    /// <summary>What holds for the actor and the message now.</summary>
    public async Task<Result<RecallOptions>> ExecuteAsync(Actor actor, StreamId stream, long seq, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (await messages.FindAsync(seat, seq, ct) is not { State: MessageState.Posted, Note: null } message)
            return new Error.NotFound();
        var policy = (await policies.FindAsync(seat.Stream.Organization, ct)).For(seat.Stream.Workspace);
        var refusal = message.Author == actor.User ? RecallRules.Refusal(policy.Window, message.PostedAt, time.GetUtcNow()) : RecallRules.NotYours;
        return new RecallOptions(message, policy.IsOn ? message.PostedAt + policy.Window : null, refusal);
    }
}

/// <summary>Whether a message can be recalled.</summary>
/// <param name="Message">The message.</param>
/// <param name="Until">The end of its window; null where nobody recalls.</param>
/// <param name="Refusal">Why the actor cannot recall it; null when she can.</param>
public sealed record RecallOptions(MessageView Message, DateTimeOffset? Until, Error? Refusal);
