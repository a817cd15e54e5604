using Collab.Domain.Roaming;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Roaming;

internal sealed class RoamedStreams(ShardRouter router) : IRoamedStreams
{
    // A bucket that moves is on two shards for a while: the map of before they are asked decides which counts.
    public async Task<(IReadOnlyList<RoamedPlace> Places, bool IsPartial)> ListAsync(RoamingPermit permit, int limit, CancellationToken ct)
    {
        var map = router.Map;
        var answers = await Task.WhenAll(router.All.Select(async shard => (Shard: shard, Places: await TryAsync(shard, permit, limit, ct))));
        var places = answers.SelectMany(a => (a.Places ?? []).Where(p => map[p.Head.Id.Bucket] == a.Shard.Id)).OrderByDescending(p => p.Head.LastMessageAt).ThenBy(p => p.Head.Id);
        return ([.. places], answers.Any(a => a.Places is null));
    }

    private static async Task<IReadOnlyList<RoamedPlace>?> TryAsync(Shard shard, RoamingPermit permit, int limit, CancellationToken ct)
    {
        var person = permit.View.Person;
        try
        {
            return await shard.Database.ReadAsync<IReadOnlyList<RoamedPlace>>(
                async context =>
                {
                    var rows = await (
                        from seat in context.Seats
                        join head in context.Streams on new { seat.Bucket, seat.StreamId } equals new { head.Bucket, head.StreamId }
                        where seat.UserId == person && seat.Kind != StreamKind.Thread
                        orderby head.LastMessageAt descending, head.StreamId
                        select new { head, seat.JoinedSeq, seat.LeftSeq }).Take(limit).ToListAsync(ct);
                    return [.. rows.Select(r => new RoamedPlace(r.head.ToView(), r.JoinedSeq, r.LeftSeq))];
                },
                ct);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return null;
        }
    }
}
