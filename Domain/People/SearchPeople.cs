using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.People;

/// <summary>Finds people by the beginnings of their names' words.</summary>
public sealed class SearchPeople(IWorkspaceStore workspaces, IPeopleStore people, ISeatStore seats, StreamAccess access, INameFolding folding)
{
    /// <summary>One page by name. A guest names a place that she is in, and finds only the people there.</summary>
    public async Task<Result<Page<Person>>> ExecuteAsync(SearchPeopleRequest request, CancellationToken ct)
    {
        var role = await workspaces.FindRoleAsync(request.Workspace, request.Actor.User, ct);
        if (role is null)
            return new Error.NotFound();
        if (!Cursor.Parse(request.Cursor, "people").TryGet(out var cursor, out var error))
            return error;
        var query = new PeopleQuery(request.Workspace, folding.Words(request.Query ?? ""), cursor, PageLimit.Clamp(request.Limit));
        if (role != WorkspaceRole.Guest)
            return await people.SearchAsync(query, ct);
        if (request.Within is not { } place || !(await access.EnterAsync(request.Actor, place, ct)).TryGet(out _, out _))
            return Page<Person>.Empty;
        var page = await people.SearchAsync(query with { Limit = PageLimit.Max }, ct);
        var seated = await seats.WhoIsSeatedAsync(place, [.. page.Items.Select(p => p.Id)], ct);
        return page with { Items = [.. page.Items.Where(p => seated.Contains(p.Id))] };
    }
}

/// <summary>A search for people.</summary>
/// <param name="Actor">Who looks.</param>
/// <param name="Workspace">Where.</param>
/// <param name="Query">What was typed; empty lists everybody.</param>
/// <param name="Within">A place whose people are wanted; a guest must name one.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record SearchPeopleRequest(Actor Actor, WorkspaceId Workspace, string? Query, StreamId? Within = null, string? Cursor = null, int? Limit = null);
