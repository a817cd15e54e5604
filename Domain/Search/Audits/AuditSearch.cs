using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Search.Audits;

/// <summary>A time in which an auditor may search everything in the organization, and why.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Auditor">Who may; nobody else.</param>
/// <param name="Reason">Why, in her words.</param>
/// <param name="Matter">The matter or case that it belongs to, as the organization names it; empty for none.</param>
/// <param name="OpenedAt">From when.</param>
/// <param name="EndsAt">Until when. It cannot be made longer.</param>
/// <param name="Searches">How often something was searched for or shown.</param>
public sealed record AuditSearch(AuditSearchId Id, UserId Auditor, string Reason, string Matter, DateTimeOffset OpenedAt, DateTimeOffset EndsAt, int Searches)
{
    /// <summary>Shortest reason, in UTF-16 code units.</summary>
    public const int MinReason = 10;

    /// <summary>Longest reason, in UTF-16 code units.</summary>
    public const int MaxReason = 500;

    /// <summary>Longest name of a matter, in UTF-16 code units.</summary>
    public const int MaxMatter = 100;

    /// <summary>Most hours that one lasts.</summary>
    public const int MaxHours = 72;

    /// <summary>How it is named in the audit log.</summary>
    public string Target => $"audit_search:{Id}";
}
