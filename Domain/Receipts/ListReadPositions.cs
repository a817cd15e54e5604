using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>Lists where everybody in a chat or a small channel has stopped reading, for the avatars and ticks of its page.</summary>
public sealed class ListReadPositions(ReceiptAccess access, IReadPositions positions)
{
    /// <summary>Above so many members a channel shows counts instead.</summary>
    public const int MaxMembers = 100;

    /// <summary>
    /// The reader herself is not in it. <see cref="Error.NotFound"/> where receipts are off, a conflict in larger channels.
    /// Where only author and managers see them, others get no positions, and of chats how far all have come.
    /// </summary>
    public async Task<Result<ReadPositions>> ExecuteAsync(Actor actor, StreamId stream, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, stream, ct)).TryGet(out var found, out var error))
            return error;
        var (seat, policy) = found;
        if (seat.Stream.MemberCount > MaxMembers)
            return new Error.Conflict("receipts.too_many_members", $"Readers are shown one by one in places of up to {MaxMembers} members.");
        var all = (await positions.ListAsync(seat, policy, MaxMembers, ct)).Where(p => p.User != actor.User).ToArray();
        var isChat = seat.Stream.Kind is StreamKind.Direct or StreamKind.Group;
        var seesAll = policy.Audience == ReceiptAudience.Everyone || seat.Stream.Kind == StreamKind.Direct || await access.ManagesAsync(seat, ct);
        if (!isChat)
            return new ReadPositions(seesAll ? [.. all.Where(p => p.LastReadSeq is not null)] : [], 0, 0);
        var (read, delivered) = (Least(all.Select(p => p.LastReadSeq).OfType<long>()), Least(all.Select(p => p.DeliveredSeq)));
        // How far all have read tells an author of her own messages, and must not tell her more.
        return seesAll
            ? new ReadPositions(all, read, delivered)
            : new ReadPositions([], await positions.FindOwnUpToAsync(seat, read, ct), await positions.FindOwnUpToAsync(seat, delivered, ct));
    }

    private static long Least(IEnumerable<long> seqs) => seqs.DefaultIfEmpty(0).Min();
}

/// <summary>How far others have read a small place.</summary>
/// <param name="Positions">Where each of them is, as far as the reader may see it.</param>
/// <param name="ReadByAll">In chats: everybody who shares it has read up to here; 0 when nobody has, or nobody shares it.</param>
/// <param name="DeliveredToAll">In chats: it has arrived at everybody up to here.</param>
public sealed record ReadPositions(IReadOnlyList<ReadPosition> Positions, long ReadByAll, long DeliveredToAll);
