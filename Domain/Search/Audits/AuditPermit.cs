using Collab.Domain.Shared;

namespace Collab.Domain.Search.Audits;

/// <summary>Proof that an auditor searches with a reason, within its time, and that this act stands in the audit log. Only <see cref="AuditSearchAccess"/> makes one.</summary>
public sealed class AuditPermit
{
    internal AuditPermit(Actor actor, AuditSearch search) => (Actor, Search) = (actor, search);

    /// <summary>The auditor.</summary>
    public Actor Actor { get; }

    /// <summary>Her reason and time.</summary>
    public AuditSearch Search { get; }
}
