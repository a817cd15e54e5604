using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.People;

/// <summary>Reads which departments and locations there are, to choose one of.</summary>
public sealed class ListProfileValues(IWorkspaceStore workspaces, IProfileStore profiles)
{
    /// <summary>Most values of a field; an organization with more filters by typing.</summary>
    public const int MaxValues = 200;

    /// <summary>Those of the whole organization. A guest learns of none.</summary>
    public async Task<Result<ProfileValues>> ExecuteAsync(Actor actor, WorkspaceId workspace, CancellationToken ct)
    {
        var role = await workspaces.FindRoleAsync(workspace, actor.User, ct);
        if (role is null)
            return new Error.NotFound();
        return role == WorkspaceRole.Guest
            ? new ProfileValues([], [])
            : new ProfileValues(
                await profiles.ListValuesAsync(ProfileField.Department, MaxValues, ct), await profiles.ListValuesAsync(ProfileField.Location, MaxValues, ct));
    }
}

/// <summary>What people can be filtered by.</summary>
/// <param name="Departments">In order.</param>
/// <param name="Locations">In order.</param>
public sealed record ProfileValues(IReadOnlyList<string> Departments, IReadOnlyList<string> Locations);
