using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class PersonRow
{
    public UserId UserId { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public string Email { get; set; } = "";

    public string Handle { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public string SortKey { get; set; } = "";

    public string Title { get; set; } = "";

    public OrganizationRole Role { get; set; }

    public bool IsActive { get; set; }

    public bool IsGuest { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public Person ToView() => new(UserId, Handle, DisplayName, Title, Role, IsActive, IsGuest);
}
