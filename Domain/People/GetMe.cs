using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;

namespace Collab.Domain.People;

/// <summary>Reads who one is.</summary>
public sealed class GetMe(IPeopleStore people, IWorkspaceStore workspaces)
{
    /// <summary>Oneself, and the workspaces that one is in.</summary>
    public async Task<Result<Me>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if ((await people.FindAsync([actor.User], ct)) is not [var person])
            return new Error.NotFound();
        return new Me(person, actor.Organization, (await workspaces.ListForAsync(actor.User, null, PageLimit.Max, ct)).Items);
    }
}

/// <summary>Oneself.</summary>
/// <param name="Person">As others see one.</param>
/// <param name="Organization">One's organization.</param>
/// <param name="Workspaces">The workspaces that one is in, with one's role in each; the first 200 by name.</param>
public sealed record Me(Person Person, OrganizationId Organization, IReadOnlyList<MyWorkspace> Workspaces);
