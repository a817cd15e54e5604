using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;

namespace Collab.Domain.Receipts;

/// <summary>
/// Marks all that is unread in a workspace as read: its channels, and the chats, which stand in every workspace. Each
/// shard is asked once for what is unread; the markers of a shard are stored together.
/// </summary>
public sealed class MarkWorkspaceRead(IWorkspaceStore workspaces, ISeatStore seats, StreamAccess access, IReadMarkerStore markers)
{
    /// <summary>More places than this are marked by asking again.</summary>
    public const int MaxPlaces = 2_000;

    private const int AtOnce = 100;

    /// <summary>Returns what was marked and where each marker was before. Places that cannot be reached, or were left meanwhile, stay as they are.</summary>
    public async Task<Result<IReadOnlyList<PlaceMark>>> ExecuteAsync(Actor actor, WorkspaceId workspace, CancellationToken ct)
    {
        if (await workspaces.FindRoleAsync(workspace, actor.User, ct) is null)
            return new Error.NotFound();
        var places = await seats.ListPlacesAsync(actor.User, ct);
        var unread = places.Items.Where(p => p.Unread > 0 && (p.Head.Workspace is null || p.Head.Workspace == workspace)).Take(MaxPlaces);
        var marked = new List<PlaceMark>();
        foreach (var some in unread.Chunk(AtOnce))
            marked.AddRange((await Task.WhenAll(some.Select(place => MarkAsync(actor, place, ct)))).OfType<PlaceMark>());
        return Result.Of<IReadOnlyList<PlaceMark>>(marked);
    }

    private async Task<PlaceMark?> MarkAsync(Actor actor, PlaceView place, CancellationToken ct)
    {
        var entered = await access.EnterAsync(actor, place.Id, ct);
        return entered.TryGet(out var seat, out _) && seat.IsMember
            && (await markers.MoveAsync(seat, place.Head.LastSeq, MarkerMove.Forward, ct)).TryGet(out var state, out _)
            ? new PlaceMark(place.Id, place.LastReadSeq, state)
            : null;
    }
}

/// <summary>A place that was marked as read.</summary>
/// <param name="Stream">Which.</param>
/// <param name="Before">Where the marker was.</param>
/// <param name="Now">Where it is, and what is left unread.</param>
public sealed record PlaceMark(StreamId Stream, long Before, ReadState Now);
