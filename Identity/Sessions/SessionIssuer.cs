using Collab.Domain.Shared.Ids;
using Microsoft.Extensions.Options;

namespace Collab.Identity.Sessions;

/// <summary>Makes sessions: always a new id and a new secret, so that nothing known before a sign-in is worth anything after it.</summary>
public sealed class SessionIssuer(IIdSource ids, TimeProvider time, IOptions<IdentityOptions> options)
{
    internal (Session Session, IssuedSession Issued) Issue(UserId user, Origin origin)
    {
        var now = time.GetUtcNow();
        var secret = ids.NextSecret();
        var session = new Session(
            ids.Next<SessionId>(), user, Secret.Hash(secret), now, now, now + options.Value.SessionLifetime, origin.Address, origin.UserAgent);
        return (session, new IssuedSession(session.Id, user, secret, session.ExpiresAt));
    }
}
