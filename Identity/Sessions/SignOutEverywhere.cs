using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Sessions;

/// <summary>Ends all of one's own sessions, or all but the one that asks.</summary>
public sealed class SignOutEverywhere(ISessionStore sessions, IEventBus bus, AuditTrail audit, TimeProvider time)
{
    /// <summary>How many sessions ended.</summary>
    public async Task<int> ExecuteAsync(Actor actor, SessionId? except, CancellationToken ct)
    {
        var entry = audit.Entry(actor, AuditActs.SignedOutEverywhere, $"person:{actor.User}");
        var ended = await sessions.EndAsync(actor.User, new SessionsToEnd(time.GetUtcNow(), Except: except), entry, ct);
        await bus.PublishAsync([new SessionsEndedSignal(actor.User, null, except)], ct);
        return ended;
    }
}
