using Collab.Domain.Organizations;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.People;

/// <summary>A person as others see her.</summary>
/// <param name="Id">Her id.</param>
/// <param name="Handle">Her short unique name, without the at sign.</param>
/// <param name="DisplayName">Her name.</param>
/// <param name="Title">What she does; may be empty.</param>
/// <param name="Role">Her role in the organization.</param>
/// <param name="IsActive">False when she was deactivated.</param>
/// <param name="IsGuest">True when she is a guest in every workspace that she is in.</param>
public sealed record Person(
    UserId Id, string Handle, string DisplayName, string Title, OrganizationRole Role, bool IsActive, bool IsGuest);
