using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Sessions;

namespace Collab.Identity.Accounts;

/// <summary>Changes one's own password and ends all other sessions. Access tokens stay: they are revoked one by one.</summary>
public sealed class ChangePassword(
    IAccountStore accounts, IPasswordHasher hasher, ILeakedPasswords leaked, IAccountNotices notices, IEventBus bus, AuditTrail audit, TimeProvider time)
{
    /// <summary>Needs the current password; misses count like failed sign-ins.</summary>
    public async Task<Result<Done>> ExecuteAsync(ChangePasswordRequest request, CancellationToken ct)
    {
        var actor = request.Actor;
        if (Refuse(request.NewPassword) is { } refused)
            return refused;
        if (await accounts.FindAsync(actor.User, ct) is not { Credential: { } known } owner)
            return new Error.NotFound();
        var current = request.CurrentPassword is { Length: <= Password.MaxLength } typed ? typed : "";
        if (!(await hasher.VerifyAsync(known.PasswordHash, current, ct)).TryGet(out var match, out var error))
            return error;
        string? newHash = null;
        if (match != PasswordMatch.Wrong && !(await hasher.HashAsync(request.NewPassword!, ct)).TryGet(out newHash, out error)) // checked above, so it is there
            return error;
        Error? outcome = null;
        var done = await accounts.ChangeAsync(
            actor.User,
            account =>
            {
                (var change, outcome) = Decide(request, account, known, newHash);
                return change;
            },
            ct);
        if (outcome is not null)
        {
            notices.TellOfLock(owner, done.Credential, actor.Address);
            return outcome;
        }

        await bus.PublishAsync([new SessionsEndedSignal(actor.User, null, request.Session)], ct);
        return Done.Value;
    }

    private Error? Refuse(string? password) =>
        Password.Check(password, leaked.Contains).Error is { } error ? new Error.Invalid(error.Code, error.Message, "newPassword") : null;

    private (AccountChange Change, Error? Error) Decide(ChangePasswordRequest request, Account? account, Credential known, string? newHash)
    {
        var now = time.GetUtcNow();
        if (account is not { IsActive: true, Credential: { } credential })
            return (new AccountChange(), new Error.NotFound());
        if (credential.IsLocked(now))
            return (new AccountChange(), new Error.TooMany(credential.LockedUntil!.Value - now)); // locked, so it has a time
        if (newHash is null || credential.ChangedAt != known.ChangedAt)
        {
            var entry = audit.Entry(request.Actor, AuditActs.SignInFailed, $"person:{account.User}", ("reason", "password change"));
            var wrong = new Error.Invalid("password.wrong", "This is not your current password.", "currentPassword");
            return (new AccountChange(entry) { Credential = credential.Failed(now) }, wrong);
        }

        var changed = new AccountChange(audit.Entry(request.Actor, AuditActs.PasswordChanged, $"person:{account.User}"))
        {
            Credential = new Credential(newHash, now, 0, null),
            End = new SessionsToEnd(now, Except: request.Session),
        };
        return (changed, null);
    }
}

/// <summary>The change.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Session">Her session, which stays; null ends all.</param>
/// <param name="CurrentPassword">The password so far.</param>
/// <param name="NewPassword">The new one.</param>
public sealed record ChangePasswordRequest(Actor Actor, SessionId? Session, string? CurrentPassword, string? NewPassword);
