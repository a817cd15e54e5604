using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Accounts;

namespace Collab.Identity.Sessions;

/// <summary>Signs somebody in who has just shown who she is in another way: the first-run code, or an invitation.</summary>
public sealed class StartSession(IAccountStore accounts, SessionIssuer sessions, AuditTrail audit)
{
    /// <summary>Begins a session. <paramref name="by"/> says in the audit log what she showed.</summary>
    public async Task<Result<IssuedSession>> ExecuteAsync(UserId user, Origin origin, string by, CancellationToken ct)
    {
        IssuedSession? issued = null;
        await accounts.ChangeAsync(
            user,
            account =>
            {
                if (account is not { IsActive: true })
                    return new AccountChange();
                var (session, handedOut) = sessions.Issue(user, origin);
                issued = handedOut;
                var entry = audit.Entry(account.Organization, user, origin.Address, AuditActs.SignedIn, $"session:{session.Id}", ("by", by));
                return new AccountChange(entry) { Start = session };
            },
            ct);
        return issued is null ? new Error.NotFound() : issued;
    }
}
