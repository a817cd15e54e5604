using Collab.Domain.Audit;
using Collab.Identity.Sessions;

namespace Collab.Identity.Accounts;

/// <summary>What is written together, or not at all.</summary>
/// <param name="Audit">What the audit log says of it.</param>
public sealed record AccountChange(params IReadOnlyList<AuditEntry> Audit)
{
    /// <summary>The credential as it shall be; null leaves it.</summary>
    public Credential? Credential { get; init; }

    /// <summary>A session that begins.</summary>
    public Session? Start { get; init; }

    /// <summary>Sessions that end.</summary>
    public SessionsToEnd? End { get; init; }
}
