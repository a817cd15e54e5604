using Collab.Domain.Notifications;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Streams;

/// <summary>
/// Completes rows of a sidebar with the calls of groups and keywords, and takes away what the person has hidden from herself. Most
/// have neither; for those that have, what calls her is read once from the directory and the rows again from their shard, each in
/// one statement, so that no row mixes two moments.
/// </summary>
internal sealed class ExactPlaces(ShardRouter router, ICallSubjectStore subjects)
{
    /// <summary>Rows are read again in steps of so many.</summary>
    public const int RowsAtOnce = 500;

    /// <summary>The same rows of one shard, those that are not exact read again.</summary>
    public async Task<List<PlaceRow>> CompleteAsync(Shard shard, UserId user, List<PlaceRow> rows, CancellationToken ct)
    {
        if (!rows.Exists(r => r.IsRough))
            return rows;
        // Most of these have hidden something, and are called by no group: then the directory is not asked.
        var exact = new Dictionary<StreamId, PlaceRow>();
        await ReadAsync(shard, user, [.. rows.Where(r => r is { HasHidden: true, HasSubjectCalls: false })], CallSubjects.None, exact, ct);
        PlaceRow[] called = [.. rows.Select(r => exact.GetValueOrDefault(r.Head.StreamId, r)).Where(r => r.HasSubjectCalls)];
        if (called.Length > 0 && await subjects.FindAsync(user, ct) is { } mine)
            await ReadAsync(shard, user, mine.IsEmpty ? [.. called.Where(r => r.HasHidden)] : called, mine, exact, ct);
        return [.. rows.Select(r => exact.GetValueOrDefault(r.Head.StreamId, r))];
    }

    /// <summary>The same row, read again when it is not exact.</summary>
    public async Task<PlaceRow> CompleteAsync(UserId user, PlaceRow row, CancellationToken ct) =>
        await CompleteAsync(router.For(row.Head.StreamId), user, [row], ct) is [var exact] ? exact : row;

    /// <summary>Rows of one shard by their streams, exact; threads may be among them.</summary>
    public async Task<Dictionary<StreamId, PlaceRow>> FindAsync(Shard shard, UserId user, StreamId[] streams, CancellationToken ct)
    {
        var found = new Dictionary<StreamId, PlaceRow>();
        foreach (var some in streams.Chunk(RowsAtOnce))
        {
            var rows = await shard.Database.ReadAsync(context => PlaceQuery.OfUser(context, user, some).ToListAsync(ct), ct);
            foreach (var row in await CompleteAsync(shard, user, rows, ct))
                found[row.Head.StreamId] = row;
        }

        return found;
    }

    /// <summary>Followed threads of one shard with the rows of those that may have unread replies: whether others have is arithmetic.</summary>
    public async Task<List<(StreamId Thread, PlaceRow? Row)>> FollowedAsync(Shard shard, UserId user, List<(StreamId Thread, bool IsBehind)> followed, CancellationToken ct)
    {
        var behind = await FindAsync(shard, user, [.. followed.Where(f => f.IsBehind).Select(f => f.Thread)], ct);
        return [.. followed.Select(f => (f.Thread, behind.GetValueOrDefault(f.Thread)))];
    }

    private static async Task ReadAsync(Shard shard, UserId user, IReadOnlyCollection<PlaceRow> rows, CallSubjects mine, Dictionary<StreamId, PlaceRow> into, CancellationToken ct)
    {
        foreach (var some in rows.Select(r => r.Head.StreamId).Chunk(RowsAtOnce))
        {
            foreach (var row in await shard.Database.ReadAsync(context => PlaceQuery.OfUser(context, user, some, mine).ToListAsync(ct), ct))
                into[row.Head.StreamId] = row;
        }
    }

    /// <summary>What is left unread behind a marker, exactly; as it was when the person is called by no group or keyword and has hidden nothing.</summary>
    public async Task<ReadState> CountAsync(UserId user, StreamId stream, ReadState state, bool hasHidden)
    {
        if (await subjects.FindAsync(user, CancellationToken.None) is not { } mine || (mine.IsEmpty && !hasHidden))
            return state;
        var row = await router.For(stream).Database.ReadAsync(
            context => PlaceQuery.OfUser(context, user, stream, mine).SingleOrDefaultAsync(CancellationToken.None), CancellationToken.None);
        return row is null ? state : new ReadState(row.Seat.LastReadSeq, row.Unread, row.Calls);
    }
}
