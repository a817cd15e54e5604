using Collab.Domain.Organizations;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>A person to be made.</summary>
/// <param name="Id">Her id.</param>
/// <param name="Email">Her address, unique in the organization.</param>
/// <param name="DisplayName">Her name.</param>
/// <param name="Role">Her role in the organization.</param>
/// <param name="PasswordHash">What <see cref="IPasswordHasher"/> made of her password; null when she signs in elsewhere.</param>
/// <param name="CreatedAt">When.</param>
public sealed record NewPerson(
    UserId Id, EmailAddress Email, Shared.Name DisplayName, OrganizationRole Role, string? PasswordHash, DateTimeOffset CreatedAt);
