using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Sessions;

/// <summary>Ends one of one's own sessions: this one (sign out) or another.</summary>
public sealed class EndSession(ISessionStore sessions, IEventBus bus, AuditTrail audit, TimeProvider time)
{
    /// <summary>A session of somebody else, or one that is over, is not found.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, SessionId session, CancellationToken ct)
    {
        var entry = audit.Entry(actor, AuditActs.SignedOut, $"session:{session}");
        if (await sessions.EndAsync(actor.User, new SessionsToEnd(time.GetUtcNow(), Only: session), entry, ct) == 0)
            return new Error.NotFound();
        await bus.PublishAsync([new SessionsEndedSignal(actor.User, session, null)], ct);
        return Done.Value;
    }
}
