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
        StreamId[] open = [.. rows.Where(r => r.IsRough).Select(r => r.Head.StreamId)];
        if (open.Length == 0 || await subjects.FindAsync(user, ct) is not { } mine || (mine.IsEmpty && !rows.Exists(r => r.HasHidden)))
            return rows;
        var read = new Dictionary<StreamId, PlaceRow>();
        foreach (var some in open.Chunk(RowsAtOnce))
        {
            foreach (var row in await shard.Database.ReadAsync(context => PlaceQuery.OfUser(context, user, some, mine).ToListAsync(ct), ct))
                read[row.Head.StreamId] = row;
        }

        return [.. rows.Select(r => read.GetValueOrDefault(r.Head.StreamId, r))];
    }

    /// <summary>The same row, read again when it is not exact.</summary>
    public async Task<PlaceRow> CompleteAsync(UserId user, PlaceRow row, CancellationToken ct)
    {
        if (!row.IsRough || await subjects.FindAsync(user, ct) is not { } mine || (mine.IsEmpty && !row.HasHidden))
            return row;
        var stream = row.Head.StreamId;
        return await router.For(stream).Database.ReadAsync(context => PlaceQuery.OfUser(context, user, stream, mine).SingleOrDefaultAsync(ct), ct) ?? row;
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
