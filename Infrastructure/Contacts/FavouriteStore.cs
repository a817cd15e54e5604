using Collab.Domain.Contacts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Contacts;

internal sealed class FavouriteStore(ShardRouter router, BucketGate gate, TimeProvider time) : IFavouriteStore
{
    public Task<IReadOnlyList<UserId>> ListAsync(UserId user, CancellationToken ct) =>
        router.For(user.Bucket).Database.ReadAsync<IReadOnlyList<UserId>>(
            async context => await context.Favourites.Where(f => f.Bucket == user.Bucket && f.UserId == user)
                .OrderBy(f => f.PersonId).Take(SetFavourite.MaxFavourites).Select(f => f.PersonId).ToListAsync(ct),
            ct);

    // Two devices that add the same at once: the loser's attempt begins again and finds the row.
    public Task<Result<Done>> SetAsync(UserId user, UserId person, bool isFavourite, CancellationToken ct) =>
        gate.WriteAsync<Done>(
            user.Bucket,
            async context =>
            {
                var own = context.Favourites.Where(f => f.Bucket == user.Bucket && f.UserId == user);
                if (!isFavourite)
                {
                    await own.Where(f => f.PersonId == person).ExecuteDeleteAsync(ct);
                    return Done.Value;
                }

                if (await own.AnyAsync(f => f.PersonId == person, ct))
                    return Done.Value;
                if (await own.CountAsync(ct) >= SetFavourite.MaxFavourites)
                    return new Error.Conflict("favourite.full", $"You have {SetFavourite.MaxFavourites} favorites already. Take one out first.");
                context.Favourites.Add(new FavouriteRow { Bucket = user.Bucket, UserId = user, PersonId = person, AddedAt = time.GetUtcNow() });
                return Done.Value;
            },
            ct);
}
