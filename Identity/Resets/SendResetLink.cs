using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Accounts;
using Collab.Identity.Sessions;

namespace Collab.Identity.Resets;

/// <summary>Makes the link that resets a password, and mails it to the owner of the address, if there is one.</summary>
public sealed class SendResetLink(
    IAccountStore accounts, IOrganizationStore organizations, IResetStore resets, IAccountNotices notices, ISharedPermits permits, AuditTrail audit, IIdSource ids,
    TimeProvider time)
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // Nobody's mailbox is to be filled by others.
    private static readonly PermitRule PerMailbox = new("reset-mail", 3, TimeSpan.FromMinutes(20));

    /// <summary>Without an account that signs in with a password, nothing happens.</summary>
    public async Task ExecuteAsync(EmailAddress email, string? address, CancellationToken ct)
    {
        if (await organizations.FindAsync(ct) is not { } organization
            || await accounts.FindByEmailAsync(organization.Id, email, ct) is not { IsActive: true, Credential: not null } account
            || !(await permits.TakeAsync(email.Value, PerMailbox, ct)).IsOk)
            return;
        var (token, now) = (ids.NextSecret(), time.GetUtcNow());
        var entry = audit.Entry(organization.Id, null, address, AuditActs.PasswordResetAsked, $"person:{account.User}");
        await resets.AddAsync(account.User, Secret.Hash(token), now, now + Lifetime, entry, ct);
        notices.ResetAsked(email, token, now + Lifetime);
    }
}
