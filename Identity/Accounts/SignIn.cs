using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Sessions;

namespace Collab.Identity.Accounts;

/// <summary>
/// Signs in with address and password. Unknown address, wrong password, deactivated and locked account get the same
/// answer after the same work, so that nobody learns who has an account.
/// </summary>
public sealed class SignIn(
    IAccountStore accounts, IOrganizationStore organizations, IPasswordHasher hasher, AddressThrottle throttle, SessionIssuer sessions, AuditTrail audit,
    IAccountNotices notices, TimeProvider time)
{
    /// <summary>The one answer to whatever did not fit.</summary>
    public static readonly Error Refused = new Error.Invalid(
        "sign_in.refused",
        "E-mail address and password do not fit together. After several wrong tries, wait a few minutes before the next one.",
        "password");

    /// <summary>Begins a session.</summary>
    public async Task<Result<IssuedSession>> ExecuteAsync(SignInRequest request, CancellationToken ct)
    {
        if (!EmailAddress.Parse(request.Email).TryGet(out var email, out var error))
            return error;
        if (string.IsNullOrEmpty(request.Password))
            return new Error.Invalid("password.empty", "Enter your password.", "password");
        if (!(await throttle.TakeAsync(request.Origin.Address, ct)).TryGet(out _, out error))
            return error;
        if (await organizations.FindAsync(ct) is not { } organization)
            return new Error.NotFound();
        var account = await accounts.FindByEmailAsync(organization.Id, email, ct);
        if (!(await CheckAsync(account, request.Password, ct)).TryGet(out var match, out error))
            return error;
        // Renewed with the next sign-in when there is no time for it in this one.
        var newHash = match == PasswordMatch.RightButOutdated && (await hasher.HashAsync(request.Password, ct)).TryGet(out var renewed, out _) ? renewed : null;
        IssuedSession? issued = null;
        var done = await accounts.ChangeAsync(
            account?.User,
            current =>
            {
                var (change, session) = Decide(organization.Id, account, current, match, newHash, request.Origin);
                issued = session;
                return change;
            },
            ct);
        if (issued is null)
        {
            notices.TellOfLock(account, done.Credential, request.Origin.Address);
            return Refused;
        }

        await throttle.GiveBackAsync(request.Origin.Address, ct);
        return issued;
    }

    // No password is longer than the longest; hashing a book would only cost time.
    private Task<Result<PasswordMatch>> CheckAsync(Account? account, string password, CancellationToken ct) =>
        password.Length > Password.MaxLength
            ? hasher.VerifyAsync(null, "", ct)
            : hasher.VerifyAsync(account?.Credential?.PasswordHash, password, ct);

    private (AccountChange Change, IssuedSession? Session) Decide(
        OrganizationId organization, Account? checkedAccount, Account? current, PasswordMatch match, string? newHash, Origin origin)
    {
        var now = time.GetUtcNow();
        if (current?.Credential is not { } credential)
            return (new AccountChange(Failed(organization, null, origin, "unknown")), null);
        if (!current.IsActive)
            return (new AccountChange(Failed(organization, current.User, origin, "deactivated")), null);
        // Decided on the locked row: of many tries at once only the first few count.
        if (credential.IsLocked(now))
            return (new AccountChange(Failed(organization, current.User, origin, "locked")), null);
        var isStale = credential.ChangedAt != checkedAccount?.Credential?.ChangedAt;
        if (match == PasswordMatch.Wrong || isStale)
            return (Miss(organization, current.User, credential.Failed(now), origin), null);
        var (session, issued) = sessions.Issue(current.User, origin);
        var entry = audit.Entry(organization, current.User, origin.Address, AuditActs.SignedIn, $"session:{session.Id}");
        return (new AccountChange(entry) { Credential = credential.Cleared(newHash), Start = session }, issued);
    }

    private AccountChange Miss(OrganizationId organization, UserId user, Credential credential, Origin origin)
    {
        var failed = Failed(organization, user, origin, "password");
        if (credential.LockedUntil is not { } until)
            return new AccountChange(failed) { Credential = credential };
        var locked = audit.Entry(
            organization, null, origin.Address, AuditActs.AccountLocked, $"person:{user}", ("until", until.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        return new AccountChange(failed, locked) { Credential = credential };
    }

    // The address that was typed is not kept: people type passwords into that field.
    private AuditEntry Failed(OrganizationId organization, UserId? user, Origin origin, string reason) =>
        audit.Entry(
            organization, null, origin.Address, AuditActs.SignInFailed, user is { } known ? $"person:{known}" : "person:unknown", ("reason", reason));
}

/// <summary>What was typed, and where.</summary>
/// <param name="Email">The address.</param>
/// <param name="Password">The password.</param>
/// <param name="Origin">Where the request came from.</param>
public sealed record SignInRequest(string? Email, string? Password, Origin Origin);
