using Collab.Domain.People;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Accounts;

/// <summary>Accounts that sign in with a password.</summary>
public interface IAccountStore
{
    /// <summary>The account of an address; null when there is none.</summary>
    Task<Account?> FindByEmailAsync(OrganizationId organization, EmailAddress email, CancellationToken ct);

    /// <summary>The account of a person; null when there is none.</summary>
    Task<Account?> FindAsync(UserId user, CancellationToken ct);

    /// <summary>
    /// Locks the account, decides on what it is now, and writes the change with its audit entries in one transaction.
    /// Without a user nothing is locked, but the same way is gone, so that both take the same time.
    /// </summary>
    Task<AccountChange> ChangeAsync(UserId? user, Func<Account?, AccountChange> decide, CancellationToken ct);
}
