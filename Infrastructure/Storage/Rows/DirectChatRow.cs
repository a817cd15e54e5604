using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class DirectChatRow
{
    public OrganizationId OrganizationId { get; set; }

    public string PeopleHash { get; set; } = "";

    public StreamId StreamId { get; set; }
}
