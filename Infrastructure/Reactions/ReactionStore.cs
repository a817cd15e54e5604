using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Reactions;

internal sealed class ReactionStore(ShardRouter router, ReactionLanes lanes) : IReactionStore
{
    public Task<Result<MessageView>> SetAsync(Seat seat, long seq, string emoji, bool given, CancellationToken ct) =>
        lanes.SetAsync(seat.Stream.Id, new PendingReaction(seat.Actor.User, seq, emoji, given), ct);

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
}
