using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Reactions;

internal sealed class ReactionStore(ShardRouter router, StreamWrites writes) : IReactionStore
{
    public Task<Result<MessageView>> SetAsync(Seat seat, long seq, string emoji, bool given, CancellationToken ct) =>
        writes.RunAsync<MessageView>(
            seat.Stream.Id,
            async transaction =>
            {
                var user = seat.Actor.User;
                if (await transaction.LockAsync(seat.Stream.Id, ct) is not { } head)
                    return new Error.NotFound();
                if (await transaction.RefusalAsync(head, user, ct) is { } refusal)
                    return refusal;
                if (await transaction.FindMessageAsync(head, seq, ct) is not { State: MessageState.Posted, Note: null } message)
                    return new Error.NotFound();
                var own = await transaction.Context.Reactions.AsTracking().SingleOrDefaultAsync(
                    r => r.Bucket == head.Bucket && r.StreamId == head.StreamId && r.Seq == seq && r.Emoji == emoji && r.UserId == user, ct);
                if (given == (own is not null))
                    return message.ToView();
                var reactions = Json.ReadList<ReactionView>(message.Reactions).ToList();
                if (given && reactions.Count >= ReactionView.MaxKinds && reactions.All(r => r.Emoji != emoji))
                    return new Error.Conflict("reaction.too_many_kinds", $"A message has at most {ReactionView.MaxKinds} kinds of reactions. Use one that is there.");
                if (own is null)
                    transaction.Context.Reactions.Add(NewRow(head, seq, emoji, user, transaction.Now));
                else
                    transaction.Context.Reactions.Remove(own);
                await SummarizeAsync(transaction, message, reactions, emoji, user, given, ct);
                message.Reactions = Json.WriteList(reactions);
                transaction.Changed(head, message, OutboxKind.ReactionsChanged, user, new ReactionData(user, emoji, given));
                return message.ToView();
            },
            ct);

    public Task<Page<UserId>> ListAsync(Seat seat, ReactorQuery query, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync(
            async context =>
            {
                var id = seat.Stream.Id;
                var after = UserId.TryParse(query.Cursor?.Key, null, out var last) ? last : new UserId(0);
                var given = context.Reactions
                    .Where(r => r.Bucket == id.Bucket && r.StreamId == id && r.Seq == query.Seq && r.Emoji == query.Emoji && r.UserId > after);
                if (query.Among is { } among)
                    given = given.Where(r => among.Contains(r.UserId));
                var users = await given.OrderBy(r => r.UserId).Select(r => r.UserId).Take(query.Limit + 1).ToListAsync(ct);
                return Keyset.Page(users, query.Limit, user => user, user => new Cursor("reactors", user.ToString()));
            },
            ct);

    public Task<IReadOnlyList<OwnReaction>> ListOwnAsync(Seat seat, long fromSeq, long toSeq, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync<IReadOnlyList<OwnReaction>>(
            async context =>
            {
                var (id, user) = (seat.Stream.Id, seat.Actor.User);
                return await context.Reactions
                    .Where(r => r.Bucket == id.Bucket && r.StreamId == id && r.Seq >= fromSeq && r.Seq <= toSeq && r.UserId == user)
                    .OrderBy(r => r.Seq).ThenBy(r => r.Emoji).Take(1000)
                    .Select(r => new OwnReaction(r.Seq, r.Emoji)).ToListAsync(ct);
            },
            ct);

    private static ReactionRow NewRow(StreamRow head, long seq, string emoji, UserId user, DateTimeOffset now) => new()
    {
        Bucket = head.Bucket,
        StreamId = head.StreamId,
        Seq = seq,
        Emoji = emoji,
        UserId = user,
        GivenAt = now,
    };

    private static async Task SummarizeAsync(
        StreamTransaction transaction, MessageRow message, List<ReactionView> reactions, string emoji, UserId user, bool given, CancellationToken ct)
    {
        var index = reactions.FindIndex(r => r.Emoji == emoji);
        var old = index < 0 ? new ReactionView(emoji, 0, []) : reactions[index];
        if (given)
        {
            var first = old.First.Count < ReactionView.MaxShown ? [.. old.First, user] : old.First;
            var added = new ReactionView(emoji, old.Count + 1, first);
            if (index < 0)
                reactions.Add(added);
            else
                reactions[index] = added;
        }
        else if (old.Count <= 1)
        {
            reactions.RemoveAll(r => r.Emoji == emoji);
        }
        else
        {
            var first = old.First.Contains(user) ? await FirstAsync(transaction.Context, message, emoji, user, ct) : old.First;
            reactions[index] = new ReactionView(emoji, old.Count - 1, first);
        }
    }

    private static async Task<IReadOnlyList<UserId>> FirstAsync(ShardContext context, MessageRow message, string emoji, UserId without, CancellationToken ct) =>
        await context.Reactions
            .Where(r => r.Bucket == message.Bucket && r.StreamId == message.StreamId && r.Seq == message.Seq && r.Emoji == emoji && r.UserId != without)
            .OrderBy(r => r.GivenAt).ThenBy(r => r.UserId).Select(r => r.UserId).Take(ReactionView.MaxShown).ToListAsync(ct);
}
