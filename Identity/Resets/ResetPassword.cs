using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Identity.Accounts;
using Collab.Identity.Sessions;

namespace Collab.Identity.Resets;

/// <summary>Sets a new password with a mailed link, and ends all sessions: whoever knew the old one is out.</summary>
public sealed class ResetPassword(
    IResetStore resets, IPasswordHasher hasher, ILeakedPasswords leaked, IAccountNotices notices, IEventBus bus, AuditTrail audit, TimeProvider time)
{
    private const int MaxToken = 100;

    /// <summary>Whose link it is; not found when it is unknown, used or expired.</summary>
    public async Task<Result<ResetOwner>> FindAsync(string? token, CancellationToken ct) =>
        token is { Length: > 0 and <= MaxToken } && await resets.FindAsync(Secret.Hash(token), time.GetUtcNow(), ct) is { } owner ? owner : new Error.NotFound();

    /// <summary>A password that is refused leaves the link good.</summary>
    public async Task<Result<Done>> ExecuteAsync(ResetPasswordRequest request, CancellationToken ct)
    {
        if (!(await FindAsync(request.Token, ct)).TryGet(out var owner, out var error)
            || !Password.Check(request.Password, leaked.Contains).TryGet(out _, out error)
            || !(await hasher.HashAsync(request.Password!, ct)).TryGet(out var hash, out error)) // checked, so it is there
            return error;
        var entry = audit.Entry(owner.Organization, owner.User, request.Address, AuditActs.PasswordReset, $"person:{owner.User}");
        if (!await resets.RedeemAsync(Secret.Hash(request.Token!), hash, time.GetUtcNow(), entry, ct)) // found, so it is there
            return new Error.NotFound();
        await bus.PublishAsync([new SessionsEndedSignal(owner.User, null, null)], ct);
        notices.PasswordReset(owner.Email, request.Address);
        return Done.Value;
    }
}

/// <summary>The new password.</summary>
/// <param name="Token">The secret of the link.</param>
/// <param name="Password">The password.</param>
/// <param name="Address">Where the request came from.</param>
public sealed record ResetPasswordRequest(string? Token, string? Password, string? Address);
