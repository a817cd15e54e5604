using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Search;

/// <summary>The one door to search: what a person may read now, by the rules of <see cref="StreamAccess"/>, as a filter.</summary>
public sealed class SearchAccess(ISeatStore seats, IWorkspaceStore workspaces)
{
    private const int WorkspacesPerRead = 100;

    /// <summary>Reads it afresh, asking each shard once.</summary>
    /// <param name="actor">Who searches.</param>
    /// <param name="within">Only channels of this workspace, and chats; null for all that she is in.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SearchGround> ReadAsync(Actor actor, WorkspaceId? within, CancellationToken ct)
    {
        var reading = seats.ListPlacesAsync(actor.User, ct);
        var roles = (await RolesAsync(actor, ct)).Where(w => within is null || w.Workspace.Id == within).ToDictionary(w => w.Workspace.Id, w => w.Role);
        var list = await reading;
        // A seat in a channel is worth nothing to whoever is not in its workspace any more.
        var places = list.Items.Where(p => p.Head.Organization == actor.Organization && (p.Head.Workspace is not { } workspace || roles.ContainsKey(workspace))).ToList();
        var scope = new SearchScope(actor.Organization, [.. places.Select(p => p.Id)], [.. roles.Where(r => r.Value != WorkspaceRole.Guest).Select(r => r.Key)]);
        return new SearchGround(scope, places, [.. roles.Keys], list.IsPartial);
    }

    private async Task<List<MyWorkspace>> RolesAsync(Actor actor, CancellationToken ct)
    {
        var all = new List<MyWorkspace>();
        Cursor? cursor = null;
        do
        {
            var page = await workspaces.ListForAsync(actor.User, cursor, WorkspacesPerRead, ct);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}

/// <summary>Where a person searches.</summary>
/// <param name="Scope">What she may read.</param>
/// <param name="Places">The places in which she is seated, with her markers.</param>
/// <param name="Workspaces">The workspaces that she is in.</param>
/// <param name="IsPartial">A shard is away: what she has there is not in the scope.</param>
public sealed record SearchGround(SearchScope Scope, IReadOnlyList<PlaceView> Places, IReadOnlyList<WorkspaceId> Workspaces, bool IsPartial);
