using Collab.Domain.People;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Accounts;

/// <summary>A person as the sign-in sees her.</summary>
/// <param name="User">Who.</param>
/// <param name="Organization">Her organization.</param>
/// <param name="Email">Her address.</param>
/// <param name="IsActive">False when she was deactivated.</param>
/// <param name="Credential">Her password; null when she has none.</param>
public sealed record Account(UserId User, OrganizationId Organization, EmailAddress Email, bool IsActive, Credential? Credential);
