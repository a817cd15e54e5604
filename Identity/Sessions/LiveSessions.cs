using Collab.Domain.People;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Microsoft.Extensions.Options;

namespace Collab.Identity.Sessions;

/// <summary>Which sessions may be used right now; at most five seconds behind the store, and told at once when one ends.</summary>
public sealed class LiveSessions : IDisposable
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    private readonly ISessionStore _store;
    private readonly TimeProvider _time;
    private readonly TimeSpan _idle;
    private readonly Remembered<SessionId, Session> _sessions;
    private readonly IDisposable _subscription;

    public LiveSessions(ISessionStore store, IEventBus bus, TimeProvider time, IOptions<IdentityOptions> options)
    {
        _store = store;
        _time = time;
        _idle = options.Value.SessionIdle;
        _sessions = new Remembered<SessionId, Session>(time);
        _subscription = bus.Subscribe(Hear, () => _sessions.Forget((_, _) => true));
    }

    /// <summary>The session of a cookie; null when the secret is not its own, or it ended or expired.</summary>
    public async Task<Session?> FindAsync(SessionId id, string secret, CancellationToken ct)
    {
        var session = await LoadAsync(id, ct);
        return session is not null && Secret.Fits(secret, session.SecretHash) ? await SeenAsync(session, ct) : null;
    }

    /// <summary>True while the session of an open page may be used.</summary>
    public async Task<bool> IsAliveAsync(SessionId id, UserId user, CancellationToken ct) =>
        await LoadAsync(id, ct) is { } session && session.User == user && await SeenAsync(session, ct) is not null;

    /// <inheritdoc />
    public void Dispose() => _subscription.Dispose();

    private Task<Session?> LoadAsync(SessionId id, CancellationToken ct) => _sessions.GetAsync(id, () => _store.FindAsync(id, ct));

    private async Task<Session?> SeenAsync(Session session, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        if (!session.IsAlive(now, _idle))
            return null;
        if (now - session.SeenAt < TouchEvery)
            return session;
        // Remembered first: of the requests that come together only one writes.
        _sessions.Replace(session.Id, session with { SeenAt = now });
        await _store.TouchAsync(session.Id, now, ct);
        return session;
    }

    private void Hear(Notice notice)
    {
        if (notice is SessionsEndedSignal ended)
            _sessions.Forget((id, session) => session.User == ended.User && (ended.Session is null || ended.Session == id) && ended.Except != id);
    }
}
