using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Channels;

/// <summary>Lists the channels that one may find: public ones, and the private ones that one is in.</summary>
public sealed class BrowseChannels(IWorkspaceStore workspaces, IChannelDirectory channels, IStreamStore streams, ISeatStore seats)
{
    private const string List = "channels";

    /// <summary>One page by name. A guest finds only her own.</summary>
    public async Task<Result<Page<ChannelListing>>> ExecuteAsync(BrowseChannelsRequest request, CancellationToken ct)
    {
        var role = await workspaces.FindRoleAsync(request.Workspace, request.Actor.User, ct);
        if (role is null)
            return new Error.NotFound();
        if (!Cursor.Parse(request.Cursor, List).TryGet(out var cursor, out var error))
            return error;
        var places = (await seats.ListPlacesAsync(request.Actor.User, ct)).Items;
        var mine = places.Where(p => p.Head.Workspace == request.Workspace).ToDictionary(p => p.Id);
        var limit = PageLimit.Clamp(request.Limit);
        if (role == WorkspaceRole.Guest)
            return OwnOnly(mine.Values, request.Filter, cursor, limit);
        var page = await channels.BrowseAsync(request.Workspace, request.Filter, mine.Keys.ToHashSet(), cursor, limit, ct);
        var members = await streams.CountMembersAsync([.. page.Items.Select(c => c.Id)], ct);
        return new Page<ChannelListing>(
            [.. page.Items.Select(c => new ChannelListing(c, mine.ContainsKey(c.Id), members.TryGetValue(c.Id, out var count) ? count : null))], page.Next);
    }

    private static Page<ChannelListing> OwnOnly(IEnumerable<PlaceView> mine, ChannelFilter filter, Cursor? cursor, int limit)
    {
        var wanted = mine.Where(p => filter.Fits(p.Head.Name) && IsShown(p.Head, filter.Show) && (cursor is null || string.CompareOrdinal(p.Head.Name, cursor.Key) > 0))
            .OrderBy(p => p.Head.Name, StringComparer.Ordinal).Take(limit + 1).ToArray();
        var shown = wanted.Take(limit).Select(Own).ToArray();
        return new Page<ChannelListing>(shown, wanted.Length > limit ? new Cursor(List, shown[^1].Channel.Name) : null);
    }

    private static bool IsShown(StreamView head, ChannelShow show) =>
        show switch
        {
            ChannelShow.Archived => head.ArchivedAt is not null,
            ChannelShow.NotJoined => false,
            ChannelShow.Private => head.ArchivedAt is null && head.Visibility == ChannelVisibility.Private,
            _ => head.ArchivedAt is null,
        };

    private static ChannelListing Own(PlaceView place)
    {
        var head = place.Head;
        // A place of this list is a channel of the asked workspace, so the workspace is set.
        return new ChannelListing(
            new ChannelEntry(head.Id, head.Workspace!.Value, head.Name, head.Topic, head.Purpose, head.Visibility, head.ArchivedAt is not null, head.CreatedBy, head.CreatedAt),
            true,
            head.MemberCount);
    }
}

/// <summary>A channel in the list.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="IsJoined">The actor is in it.</param>
/// <param name="Members">How many are in it; null when it cannot be reached at the moment, and then nothing is known of joining either.</param>
public sealed record ChannelListing(ChannelEntry Channel, bool IsJoined, int? Members);

/// <summary>Which channels are wanted.</summary>
/// <param name="Actor">Who looks.</param>
/// <param name="Workspace">Where.</param>
/// <param name="Filter">Which.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
public sealed record BrowseChannelsRequest(Actor Actor, WorkspaceId Workspace, ChannelFilter Filter, string? Cursor = null, int? Limit = null);
