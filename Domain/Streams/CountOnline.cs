using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.TownHalls;

namespace Collab.Domain.Streams;

/// <summary>Counts who of a stream is connected now: what a large place shows instead of thousands of marks.</summary>
public sealed class CountOnline(StreamAccess access, IOnlineMembers online, IViewers viewers)
{
    /// <summary>People at a device and people away, on any node.</summary>
    public async Task<Result<OnlineCount>> ExecuteAsync(Actor actor, StreamId stream, CancellationToken ct) =>
        (await access.EnterAsync(actor, stream, ct)).TryGet(out var seat, out var error)
            ? new OnlineCount(await online.CountAsync(seat, ct), seat.Stream.MemberCount, viewers.Watching(seat.Stream.Id))
            : error;
}

/// <summary>Who of a stream is connected.</summary>
/// <param name="Online">How many.</param>
/// <param name="Members">Of how many.</param>
/// <param name="Watching">How many have it open now, as of a few seconds ago; null while it is no town hall.</param>
public sealed record OnlineCount(int Online, int Members, int? Watching);
