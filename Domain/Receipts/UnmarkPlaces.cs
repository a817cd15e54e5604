using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>Takes back that places were marked as read: each marker goes back to where it was.</summary>
public sealed class UnmarkPlaces(StreamAccess access, IReadMarkerStore markers)
{
    private const int AtOnce = 100;

    /// <summary>Returns how many went back. A place that was left meanwhile, or cannot be seen, stays as it is; at most <see cref="MarkWorkspaceRead.MaxPlaces"/> go.</summary>
    public async Task<Result<int>> ExecuteAsync(Actor actor, IReadOnlyList<PlaceMark> marked, CancellationToken ct)
    {
        if (marked.Count > MarkWorkspaceRead.MaxPlaces)
            return new Error.Invalid("marker.too_many", $"At most {MarkWorkspaceRead.MaxPlaces} places go back at once.", "items");
        if (marked.Any(mark => mark.Before < 0))
            return new Error.Invalid("marker.invalid", "Message numbers start at 1.", "items");
        var back = 0;
        foreach (var some in marked.Chunk(AtOnce))
            back += (await Task.WhenAll(some.Select(mark => UnmarkAsync(actor, mark, ct)))).Count(isBack => isBack);
        return back;
    }

    private async Task<bool> UnmarkAsync(Actor actor, PlaceMark mark, CancellationToken ct)
    {
        var entered = await access.EnterAsync(actor, mark.Stream, ct);
        return entered.TryGet(out var seat, out _) && seat.IsMember && (await markers.MoveAsync(seat, mark.Before, MarkerMove.Back, ct)).TryGet(out _, out _);
    }
}
