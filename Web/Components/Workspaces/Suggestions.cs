using Collab.Domain.Channels;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.UserGroups;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>Completes names while somebody writes: the place's own people first, then everybody she may know of.</summary>
public sealed class Suggestions(Session session, CircuitLink link, Sidebar sidebar, SearchUseCases use, IStringLocalizer<Texts> texts)
{
    private const int Limit = 8;

    /// <summary>Completions for a word after a sign.</summary>
    public async Task<IReadOnlyList<Suggestion>> FindAsync(StreamId place, string sign, string word)
    {
        if (session.Workspace is not { } workspace || !(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return [];
        if (sign == "#")
            return await ChannelsAsync(actor, workspace.Workspace.Id, word);
        return [.. Everybody(place, word), .. await PeopleAsync(actor, workspace.Workspace.Id, place, word), .. await GroupsAsync(actor, workspace.Workspace.Id, place, word)];
    }

    private async Task<IReadOnlyList<Suggestion>> ChannelsAsync(Actor actor, WorkspaceId workspace, string word)
    {
        var found = await use.Channels.ExecuteAsync(
            new BrowseChannelsRequest(actor, workspace, new ChannelFilter(word.ToLowerInvariant()), Limit: Limit), link.Ended);
        return found.TryGet(out var page, out _) ? [.. page.Items.Select(c => new Suggestion($"#{c.Channel.Name}", $"#{c.Channel.Name}", c.Channel.Topic, "", false))] : [];
    }

    // In a chat everybody is called anyway.
    private async Task<IReadOnlyList<Suggestion>> GroupsAsync(Actor actor, WorkspaceId workspace, StreamId place, string word)
    {
        if (sidebar.Find(place) is not { Head.Kind: StreamKind.Channel })
            return [];
        var found = await use.Groups.ExecuteAsync(new ListGroupsRequest(actor, workspace, word, Limit: Limit), link.Ended);
        return found.TryGet(out var page, out _)
            ? [.. page.Items.Select(g => new Suggestion($"@{g.Handle}", g.Name, $"@{g.Handle} · {texts.Count("MemberCount", g.MemberCount)}", Icons.People.Value, false))]
            : [];
    }

    private IEnumerable<Suggestion> Everybody(StreamId place, string word)
    {
        if (sidebar.Find(place) is not { Head.Kind: StreamKind.Channel } channel)
            return [];
        Suggestion[] groups =
        [
            new("@channel", "@channel", texts["SuggestChannel", channel.Head.MemberCount], "", false),
            new("@here", "@here", texts["SuggestHere"], "", false),
        ];
        return word.Length == 0 ? [] : groups.Where(g => g.Insert[1..].StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<IReadOnlyList<Suggestion>> PeopleAsync(Actor actor, WorkspaceId workspace, StreamId place, string word)
    {
        var found = await use.People.ExecuteAsync(new SearchPeopleRequest(actor, workspace, word, place, Limit: 4 * Limit), link.Ended);
        if (!found.TryGet(out var page, out _))
            return [];
        use.Known.Put(page.Items);
        var seated = await SeatedAsync(actor, place);
        return [.. page.Items
            .OrderByDescending(p => seated is null || seated.Contains(p.Id))
            .ThenByDescending(p => p.Handle.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Take(Limit)
            .Select(p => new Suggestion($"@{p.Handle}", p.DisplayName, $"@{p.Handle}", Avatar.Of(p.Id, p, 20).Value, seated?.Contains(p.Id) == false))];
    }

    // Small places only: who is in a large one costs a page per two hundred.
    private async Task<HashSet<UserId>?> SeatedAsync(Actor actor, StreamId place)
    {
        if (sidebar.Find(place) is not { Head.MemberCount: <= PageLimit.Max })
            return null;
        var members = await use.Members.ExecuteAsync(new ListMembersRequest(actor, place, Limit: PageLimit.Max), link.Ended);
        return members.TryGet(out var page, out _) ? [.. page.Items.Select(m => m.User)] : null;
    }
}

/// <summary>A completion.</summary>
/// <param name="Insert">What is written.</param>
/// <param name="Title">What is shown.</param>
/// <param name="Detail">More about it.</param>
/// <param name="Mark">Safe HTML before it.</param>
/// <param name="IsOutside">The person is not in this place.</param>
public sealed record Suggestion(string Insert, string Title, string Detail, string Mark, bool IsOutside);

/// <summary>The use cases that find people and channels.</summary>
/// <param name="People">Finds people.</param>
/// <param name="Channels">Finds channels.</param>
/// <param name="Members">Lists a place's people.</param>
/// <param name="Groups">Lists groups.</param>
/// <param name="Known">The names that are known.</param>
public sealed record SearchUseCases(SearchPeople People, BrowseChannels Channels, ListMembers Members, ListGroups Groups, PeopleCache Known);
