using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class WorkspaceMemberRow
{
    public WorkspaceId WorkspaceId { get; set; }

    public UserId UserId { get; set; }

    public WorkspaceRole Role { get; set; }

    public DateTimeOffset JoinedAt { get; set; }
}
