using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class WorkspaceRow
{
    public WorkspaceId WorkspaceId { get; set; }

    public OrganizationId OrganizationId { get; set; }

    public string Slug { get; set; } = "";

    public string Name { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    // Of recall; null follows the organization.
    public int? RecallMinutes { get; set; }

    public bool? AllowsRemoval { get; set; }

    // Of edits, likewise.
    public int? EditMinutes { get; set; }

    public bool? ShowsEdits { get; set; }

    public static WorkspaceRow From(Workspace workspace) =>
        new()
        {
            WorkspaceId = workspace.Id,
            OrganizationId = workspace.Organization,
            Slug = workspace.Slug,
            Name = workspace.Name,
            CreatedAt = workspace.CreatedAt,
        };

    public Workspace ToView() => new(WorkspaceId, OrganizationId, Slug, Name, CreatedAt);
}
