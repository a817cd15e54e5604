using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Workspaces;

/// <summary>A workspace: people who work together, and their channels.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organization">Its organization.</param>
/// <param name="Slug">Its short name in addresses, unique in the organization.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Workspace(WorkspaceId Id, OrganizationId Organization, string Slug, string Name, DateTimeOffset CreatedAt);
