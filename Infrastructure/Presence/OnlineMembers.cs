using System.Collections.Concurrent;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Presence;

/// <summary>
/// Keeps the members' ids of the streams that are looked at: read once, then kept by events, so that every further look
/// asks memory alone. An event that is missing has the list read again; streams that nobody looks at are let go.
/// </summary>
internal sealed class OnlineMembers : IOnlineMembers, IDisposable
{
    private const int IdsPerRead = 10_000;

    // Ids that are kept at most, over all streams: eight bytes each and a half again.
    private const int MaxIds = 2_000_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<StreamId, Roster> _rosters = [];
    private readonly ShardRouter _router;
    private readonly IPresence _presence;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;

    public OnlineMembers(ShardRouter router, IPresence presence, IEventBus bus, TimeProvider time)
    {
        (_router, _presence, _time) = (router, presence, time);
        _subscription = bus.Subscribe(Receive, _rosters.Clear);
    }

    /// <summary>How many streams are kept.</summary>
    public int Streams => _rosters.Count;

    public async Task<int> CountAsync(Seat seat, CancellationToken ct) => (await RosterAsync(seat, ct)).Online(_presence).Length;

    public async Task<IReadOnlyList<UserId>> ListAsync(Seat seat, UserId after, int limit, CancellationToken ct)
    {
        var online = (await RosterAsync(seat, ct)).Online(_presence);
        var found = Array.BinarySearch(online, after);
        return new ArraySegment<UserId>(online)[(found < 0 ? ~found : found + 1)..].Take(limit).ToArray();
    }

    public async Task<IReadOnlyList<UserId>> ListHereAsync(Seat seat, CancellationToken ct) => (await RosterAsync(seat, ct)).Here(_presence);

    public void Dispose() => _subscription.Dispose();

    private async Task<Roster> RosterAsync(Seat seat, CancellationToken ct)
    {
        while (true)
        {
            var fresh = new Roster(_time);
            var roster = _rosters.GetOrAdd(seat.Stream.Id, fresh);
            roster.LookedAt = _time.GetTimestamp();
            if (roster == fresh)
                await ReadAsync(seat.Stream, roster, ct);
            // Whoever waits for another's reading, and that one gave up, reads by herself.
            if (await roster.Read.WaitAsync(ct))
                return roster;
        }
    }

    private async Task ReadAsync(StreamView head, Roster roster, CancellationToken ct)
    {
        var isWhole = false;
        try
        {
            LetGo(roster, head.MemberCount);
            isWhole = await ReadAsync(head.Id, roster, ct);
        }
        finally
        {
            if (!isWhole)
                _rosters.TryRemove(new(head.Id, roster));
            roster.End(isWhole);
        }
    }

    private async Task<bool> ReadAsync(StreamId stream, Roster roster, CancellationToken ct)
    {
        var database = _router.For(stream).Database;
        var version = await database.ReadAsync(
            context => context.Streams.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream).Select(s => s.Version).SingleOrDefaultAsync(ct), ct);
        if (!roster.Begin(version))
            return false;
        for (var after = default(UserId); ;)
        {
            var ids = await database.ReadAsync(
                context => context.Seats.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream && s.UserId > after && s.LeftSeq == null)
                    .OrderBy(s => s.UserId).Take(IdsPerRead).Select(s => s.UserId).ToListAsync(ct),
                ct);
            roster.Add(ids);
            if (ids.Count < IdsPerRead)
                return true;
            after = ids[^1];
        }
    }

    private void Receive(Notice notice)
    {
        if (notice is DomainEvent happened && _rosters.TryGetValue(happened.Stream, out var roster) && !roster.Apply(happened))
            _rosters.TryRemove(new(happened.Stream, roster));
    }

    private void LetGo(Roster coming, int size)
    {
        var now = _time.GetTimestamp();
        var kept = _rosters.Values.Sum(r => (long)r.Size) + size;
        foreach (var (stream, roster) in _rosters.OrderBy(r => r.Value.LookedAt))
        {
            if (roster == coming || (kept <= MaxIds && _time.GetElapsedTime(roster.LookedAt, now) <= Kept))
                continue;
            kept -= roster.Size;
            _rosters.TryRemove(new(stream, roster));
        }
    }
}
