using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.People;

/// <summary>Finds people by the beginnings of their names' words, by what stands on their profiles, or by being online.</summary>
public sealed class SearchPeople(
    IWorkspaceStore workspaces, IPeopleStore people, ISeatStore seats, StreamAccess access, INameFolding folding, IPresence presence)
{
    // So few online people are asked for by id; among more of them a page by name is soon full.
    private const int MostAmong = 500;

    // Nobody is in so many; a search is not to become longer than a statement may be.
    private const int MostWorkspaces = 1000;

    // A search for people online reads at most so many pages of the directory; then the reader gets what there is and a cursor to go on.
    private const int MaxPages = 10;

    /// <summary>One page by name; it may have fewer than were asked for, and still another after it. A guest names a place that she is in, and finds only the people there.</summary>
    public async Task<Result<Page<Person>>> ExecuteAsync(SearchPeopleRequest request, CancellationToken ct)
    {
        var role = await workspaces.FindRoleAsync(request.Workspace, request.Actor.User, ct);
        if (role is null)
            return new Error.NotFound();
        if (!Cursor.Parse(request.Cursor, "people").TryGet(out var cursor, out var error))
            return error;
        var filter = request.Filter ?? PeopleFilter.Everybody;
        var query = new PeopleQuery(request.Workspace, folding.Words(request.Query ?? ""), cursor, PageLimit.Clamp(request.Limit), filter.OnlyGuests)
        {
            Department = filter.Department is { Length: > 0 } department ? department : null,
            Location = filter.Location is { Length: > 0 } location ? location : null,
            From = filter.From is { Length: > 0 } from ? folding.SortKey(from) : null,
        };
        if (filter.Everywhere && role != WorkspaceRole.Guest)
            query = query with { AlsoIn = await ListOthersAsync(request, ct) };
        if (role != WorkspaceRole.Guest)
            return filter.OnlyOnline ? await SearchOnlineAsync(query, ct) : await people.SearchAsync(query, ct);
        if (request.Within is not { } place || !(await access.EnterAsync(request.Actor, place, ct)).TryGet(out _, out _))
            return Page<Person>.Empty;
        var page = await people.SearchAsync(query with { Limit = PageLimit.Max }, ct);
        var seated = await seats.WhoIsSeatedAsync(place, [.. page.Items.Select(p => p.Id)], ct);
        // Whom they report to may be somebody whom a guest does not know of.
        return page with { Items = [.. page.Items.Where(p => seated.Contains(p.Id) && (!filter.OnlyOnline || IsOnline(p))).Select(p => p with { Manager = null })] };
    }

    // Where she is a guest herself she knows of those alone with whom she shares a place.
    private async Task<IReadOnlyCollection<WorkspaceId>> ListOthersAsync(SearchPeopleRequest request, CancellationToken ct)
    {
        var others = new List<WorkspaceId>();
        Cursor? cursor = null;
        do
        {
            var page = await workspaces.ListForAsync(request.Actor.User, cursor, PageLimit.Max, ct);
            others.AddRange(page.Items.Where(w => w.Role != WorkspaceRole.Guest && w.Workspace.Id != request.Workspace).Select(w => w.Workspace.Id));
            cursor = page.Next;
        }
        while (cursor is not null && others.Count < MostWorkspaces);
        return others;
    }

    private async Task<Page<Person>> SearchOnlineAsync(PeopleQuery query, CancellationToken ct)
    {
        if (presence.List(MostAmong) is { } online)
            return online.Count == 0 ? Page<Person>.Empty : await people.SearchAsync(query with { Among = online }, ct);
        var found = new List<Person>();
        var cursor = query.Cursor;
        for (var pages = 0; pages < MaxPages && found.Count < query.Limit; pages++)
        {
            var page = await people.SearchAsync(query with { Cursor = cursor, Limit = query.Limit - found.Count }, ct);
            found.AddRange(page.Items.Where(IsOnline));
            cursor = page.Next;
            if (cursor is null)
                break;
        }

        return new Page<Person>(found, cursor);
    }

    private bool IsOnline(Person person) => presence.Of(person.Id) != PresenceState.Offline;
}

/// <summary>A search for people.</summary>
/// <param name="Actor">Who looks.</param>
/// <param name="Workspace">Where.</param>
/// <param name="Query">What was typed; empty lists everybody.</param>
/// <param name="Within">A place whose people are wanted; a guest must name one.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Filter">Who of them.</param>
public sealed record SearchPeopleRequest(
    Actor Actor, WorkspaceId Workspace, string? Query, StreamId? Within = null, string? Cursor = null, int? Limit = null, PeopleFilter? Filter = null);

/// <summary>Who of the people found is wanted.</summary>
/// <param name="Department">Only people of this department.</param>
/// <param name="Location">Only people at this location.</param>
/// <param name="OnlyOnline">Only people who are connected.</param>
/// <param name="OnlyGuests">Guests alone.</param>
/// <param name="From">Begins at this letter of the alphabet of names, or these letters.</param>
/// <param name="Everywhere">People of all workspaces of hers, and not of the one alone.</param>
public sealed record PeopleFilter(
    string? Department = null, string? Location = null, bool OnlyOnline = false, bool OnlyGuests = false, string? From = null, bool Everywhere = false)
{
    /// <summary>Nobody is left out.</summary>
    public static readonly PeopleFilter Everybody = new();
}
