using Collab.Domain.People;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Sessions;

namespace Collab.Identity.Tokens;

/// <summary>Which tokens may be used right now; at most five seconds behind the store.</summary>
public sealed class LiveTokens : IDisposable
{
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    private readonly ITokenStore _store;
    private readonly TimeProvider _time;
    private readonly Remembered<string, AccessToken> _bySecret;
    private readonly Remembered<AccessTokenId, AccessToken> _byId;
    private readonly IDisposable _subscription;

    public LiveTokens(ITokenStore store, IEventBus bus, TimeProvider time)
    {
        _store = store;
        _time = time;
        _bySecret = new Remembered<string, AccessToken>(time);
        _byId = new Remembered<AccessTokenId, AccessToken>(time);
        _subscription = bus.Subscribe(Hear, () => Forget(_ => true));
    }

    /// <summary>The token of a secret; null when there is none, or it was revoked or expired.</summary>
    public async Task<AccessToken?> FindAsync(string secret, CancellationToken ct)
    {
        var hash = Secret.Hash(secret);
        var token = await _bySecret.GetAsync(hash, () => _store.FindAsync(hash, ct));
        if (token is null || !token.IsAlive(_time.GetUtcNow()))
            return null;
        await UsedAsync(hash, token, ct);
        return token;
    }

    /// <summary>True while an open connection of this token may go on.</summary>
    public async Task<bool> IsAliveAsync(AccessTokenId id, UserId user, CancellationToken ct) =>
        await _byId.GetAsync(id, () => _store.FindAsync(id, ct)) is { } token && token.User == user && token.IsAlive(_time.GetUtcNow());

    /// <inheritdoc />
    public void Dispose() => _subscription.Dispose();

    internal void Forget(AccessTokenId id) => Forget(token => token.Id == id);

    private async Task UsedAsync(string hash, AccessToken token, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        if (token.UsedAt is { } used && now - used < TouchEvery)
            return;
        // Remembered first: of the requests that come together only one writes.
        _bySecret.Replace(hash, token with { UsedAt = now });
        await _store.TouchAsync(token.Id, now, ct);
    }

    private void Forget(Func<AccessToken, bool> which)
    {
        _bySecret.Forget((_, token) => which(token));
        _byId.Forget((_, token) => which(token));
    }

    // All sessions of a person end when she is deactivated, and then her tokens do too: the store is asked again.
    private void Hear(Notice notice)
    {
        if (notice is SessionsEndedSignal { Session: null } ended)
            Forget(token => token.User == ended.User);
    }
}
