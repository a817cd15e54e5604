using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Audit;

/// <summary>One act that an auditor may ask about. Written in the transaction that does the act.</summary>
/// <param name="Id">Its id; the same act is never entered twice.</param>
/// <param name="At">When, by the server's clock.</param>
/// <param name="Organization">Whose log.</param>
/// <param name="Actor">Who did it; null when nobody was signed in.</param>
/// <param name="Act">What, e.g. <c>channel.archived</c>; one of <see cref="AuditActs"/>.</param>
/// <param name="Target">What it was done to, e.g. <c>channel:123</c>.</param>
/// <param name="Address">The network address it came from; null for the program itself.</param>
/// <param name="Details">Named values: before, after, reason. Never message text, never secrets.</param>
public sealed record AuditEntry(
    AuditEntryId Id, DateTimeOffset At, OrganizationId Organization, UserId? Actor, string Act, string Target, string? Address,
    IReadOnlyDictionary<string, string> Details);
