using Collab.Domain.Shared;
using Microsoft.Extensions.Options;

namespace Collab.Identity.Sessions;

/// <summary>Lists one's own sessions that may still be used.</summary>
public sealed class ListSessions(ISessionStore sessions, TimeProvider time, IOptions<IdentityOptions> options)
{
    /// <summary>Last seen first, at most 100.</summary>
    public async Task<IReadOnlyList<Session>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var listed = await sessions.ListAsync(actor.User, now - options.Value.SessionIdle, ct);
        return [.. listed.Where(s => s.IsAlive(now, options.Value.SessionIdle))];
    }
}
