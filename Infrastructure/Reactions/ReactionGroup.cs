using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Reactions;

/// <summary>
/// Reactions of one stream in one transaction: head, seats, messages and reactions are read once for all, then each is
/// decided in its turn and is an event of its own.
/// </summary>
internal sealed class ReactionGroup
{
    private readonly StreamTransaction _transaction;
    private readonly StreamRow _head;
    private readonly StreamRow _place;
    private readonly HashSet<UserId> _seated;
    private readonly Dictionary<long, MessageRow> _messages;
    private readonly Dictionary<(long Seq, string Emoji, UserId User), ReactionRow> _given;
    private readonly Dictionary<(long Seq, string Emoji, UserId User), ReactionRow> _taken = [];
    private int _added;

    private ReactionGroup(
        StreamTransaction transaction, StreamRow head, StreamRow place, HashSet<UserId> seated, Dictionary<long, MessageRow> messages, Dictionary<(long, string, UserId), ReactionRow> given) =>
        (_transaction, _head, _place, _seated, _messages, _given) = (transaction, head, place, seated, messages, given);

    /// <summary>Applies them in their order; a result for each. One that is refused does not touch its neighbours.</summary>
    public static async Task<Result<IReadOnlyList<Result<MessageView>>>> ApplyAsync(
        StreamTransaction transaction, StreamId stream, IReadOnlyList<PendingReaction> reactions, CancellationToken ct)
    {
        if (await transaction.LockAsync(stream, ct) is not { } head)
            return new Error.NotFound();
        var group = await ReadAsync(transaction, head, reactions, ct);
        var results = new List<Result<MessageView>>(reactions.Count);
        foreach (var reaction in reactions)
            results.Add(await group.ApplyAsync(reaction, ct));
        return results;
    }

    private static async Task<ReactionGroup> ReadAsync(StreamTransaction transaction, StreamRow head, IReadOnlyList<PendingReaction> reactions, CancellationToken ct)
    {
        var (context, bucket, stream) = (transaction.Context, head.Bucket, head.StreamId);
        long[] seqs = [.. reactions.Select(r => r.Seq).Distinct()];
        UserId[] users = [.. reactions.Select(r => r.User).Distinct()];
        // In a thread its parent decides.
        var place = head.ParentId is { } parent ? await context.Streams.SingleAsync(s => s.Bucket == bucket && s.StreamId == parent, ct) : head;
        var seated = await context.Seats.Where(s => s.Bucket == bucket && s.StreamId == place.StreamId && users.Contains(s.UserId) && s.LeftSeq == null)
            .Select(s => s.UserId).ToListAsync(ct);
        var messages = await transaction.FindMessagesAsync(head, seqs, ct);
        var given = await context.Reactions.AsTracking()
            .Where(r => r.Bucket == bucket && r.StreamId == stream && seqs.Contains(r.Seq) && users.Contains(r.UserId)).ToListAsync(ct);
        return new ReactionGroup(transaction, head, place, [.. seated], messages, given.ToDictionary(r => (r.Seq, r.Emoji, r.UserId)));
    }

    private async Task<Result<MessageView>> ApplyAsync(PendingReaction wanted, CancellationToken ct)
    {
        // The seat was checked before, but she may have left since, or the channel may have been archived.
        if (!_seated.Contains(wanted.User))
            return Refusals.NotSeated(_place.Kind, _place.Visibility);
        if (_place.ArchivedAt is not null)
            return Refusals.Archived;
        if (_messages.GetValueOrDefault(wanted.Seq) is not { State: MessageState.Posted, Note: null } message)
            return new Error.NotFound();
        var key = (wanted.Seq, wanted.Emoji, wanted.User);
        if (wanted.Given == _given.ContainsKey(key))
            return message.ToView();
        var reactions = Json.ReadList<ReactionView>(message.Reactions).ToList();
        if (wanted.Given && reactions.Count >= ReactionView.MaxKinds && reactions.All(r => r.Emoji != wanted.Emoji))
            return new Error.Conflict("reaction.too_many_kinds", $"A message has at most {ReactionView.MaxKinds} kinds of reactions. Use one that is there.");
        if (wanted.Given)
            _given[key] = Add(wanted);
        else if (_given.Remove(key, out var row))
            _transaction.Context.Reactions.Remove(_taken[key] = row);
        await SummarizeAsync(message, reactions, wanted, ct);
        message.Reactions = Json.WriteList(reactions);
        _transaction.Changed(_head, message, OutboxKind.ReactionsChanged, wanted.User, new ReactionData(wanted.User, wanted.Emoji, wanted.Given));
        return message.ToView();
    }

    // A microsecond apart, so that who was first stays so when it is read again.
    private ReactionRow Add(PendingReaction wanted)
    {
        var at = _transaction.Now.AddMicroseconds(_added++);
        // Taken back and given again at once: the row is still there.
        if (_taken.TryGetValue((wanted.Seq, wanted.Emoji, wanted.User), out var taken) && _transaction.Context.Entry(taken) is { State: EntityState.Deleted } entry)
        {
            entry.State = EntityState.Unchanged;
            taken.GivenAt = at;
            return taken;
        }

        var row = new ReactionRow
        {
            Bucket = _head.Bucket,
            StreamId = _head.StreamId,
            Seq = wanted.Seq,
            Emoji = wanted.Emoji,
            UserId = wanted.User,
            GivenAt = at,
        };
        _transaction.Context.Reactions.Add(row);
        return row;
    }

    private async Task SummarizeAsync(MessageRow message, List<ReactionView> reactions, PendingReaction wanted, CancellationToken ct)
    {
        var index = reactions.FindIndex(r => r.Emoji == wanted.Emoji);
        var old = index < 0 ? new ReactionView(wanted.Emoji, 0, []) : reactions[index];
        if (wanted.Given)
        {
            var first = old.First.Count < ReactionView.MaxShown ? [.. old.First, wanted.User] : old.First;
            var added = new ReactionView(wanted.Emoji, old.Count + 1, first);
            if (index < 0)
                reactions.Add(added);
            else
                reactions[index] = added;
        }
        else if (old.Count <= 1)
        {
            reactions.RemoveAll(r => r.Emoji == wanted.Emoji);
        }
        else
        {
            var first = old.First.Contains(wanted.User) ? await FirstAsync(message, wanted, ct) : old.First;
            reactions[index] = new ReactionView(wanted.Emoji, old.Count - 1, first);
        }
    }

    private async Task<IReadOnlyList<UserId>> FirstAsync(MessageRow message, PendingReaction wanted, CancellationToken ct)
    {
        // What the group has done so far must be in what is read.
        await _transaction.Context.SaveChangesAsync(ct);
        return await _transaction.Context.Reactions
            .Where(r => r.Bucket == message.Bucket && r.StreamId == message.StreamId && r.Seq == message.Seq && r.Emoji == wanted.Emoji && r.UserId != wanted.User)
            .OrderBy(r => r.GivenAt).ThenBy(r => r.UserId).Select(r => r.UserId).Take(ReactionView.MaxShown).ToListAsync(ct);
    }
}
