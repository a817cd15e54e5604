using System.Security.Claims;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Storage;
using Collab.Identity.Tokens;

namespace Collab.Identity.Sessions;

/// <summary>Reads who acts: role and standing at most five seconds old, and only while session or token may be used.</summary>
internal sealed class ActorSource : IActorSource, IDisposable
{
    private readonly PersonReader _people;
    private readonly LiveSessions _sessions;
    private readonly LiveTokens _tokens;
    private readonly Remembered<UserId, PersonRow> _remembered;
    private readonly IDisposable _subscription;

    public ActorSource(PersonReader people, LiveSessions sessions, LiveTokens tokens, IEventBus bus, TimeProvider time)
    {
        _people = people;
        _sessions = sessions;
        _tokens = tokens;
        _remembered = new Remembered<UserId, PersonRow>(time);
        _subscription = bus.Subscribe(Hear, () => _remembered.Forget((_, _) => true));
    }

    public async Task<Actor?> FindAsync(ClaimsPrincipal principal, CancellationToken ct)
    {
        if (principal.User() is not { } user || !await MayActAsync(principal, user, ct))
            return null;
        var person = await _remembered.GetAsync(user, () => _people.FindAsync(user, ct));
        return person is { IsActive: true }
            ? new Actor(user, person.OrganizationId, person.Role, principal.FindFirst(CollabPrincipal.AddressClaim)?.Value)
            : null;
    }

    public void Dispose() => _subscription.Dispose();

    private async Task<bool> MayActAsync(ClaimsPrincipal principal, UserId user, CancellationToken ct)
    {
        if (principal.Session() is { } session)
            return await _sessions.IsAliveAsync(session, user, ct);
        return principal.Token() is { } token && await _tokens.IsAliveAsync(token, user, ct);
    }

    private void Hear(Notice notice)
    {
        if (notice is SessionsEndedSignal ended)
            _remembered.Forget((user, _) => user == ended.User);
    }
}
