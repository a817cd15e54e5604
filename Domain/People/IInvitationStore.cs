using Collab.Domain.Audit;
using Collab.Domain.Shared;

namespace Collab.Domain.People;

/// <summary>Invitations.</summary>
public interface IInvitationStore
{
    /// <summary>Stores invitations; an open one to the same address and workspace is replaced.</summary>
    Task AddAsync(IReadOnlyList<Invitation> invitations, AuditEntry audit, CancellationToken ct);

    /// <summary>The invitation of a token; null when there is none.</summary>
    Task<Invitation?> FindAsync(string tokenHash, CancellationToken ct);

    /// <summary>
    /// Makes the person, her membership and the task that seats her, and uses up the invitation, in one transaction.
    /// A conflict when it was used in between or the address has an account.
    /// </summary>
    Task<Result<Person>> AcceptAsync(Invitation invitation, NewPerson person, AuditEntry audit, CancellationToken ct);
}
