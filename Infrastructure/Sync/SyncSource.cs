using System.Data.Common;
using System.Runtime.ExceptionServices;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Domain.Sync;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Streams;
using Collab.Infrastructure.Threads;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Sync;

/// <summary>Everything of a shard in one command: a device asks for all of it each time, and to ask for each list by itself would cost more than to read it.</summary>
internal sealed class SyncSource(ShardRouter router, ExactPlaces exact, TimeProvider time) : ISyncSource
{
    public async Task<SyncContent> ReadAsync(UserId user, CancellationToken ct)
    {
        // A bucket that moves is on two shards for a while: the map of before they are asked decides which counts.
        var (map, home) = (router.Map, router.For(user.Bucket));
        var answers = await Task.WhenAll(router.All.Select(shard => TryAsync(shard, user, shard == home, ct)));
        answers.Single(a => a.Shard == home).Failure?.Throw();
        var all = new SyncRows();
        foreach (var (shard, rows, _) in answers)
            all.Add(rows, id => map[id.Bucket] == shard.Id);
        return all.ToContent(router.BucketsOn(answers.Where(a => a.Failure is not null).Select(a => a.Shard)));
    }

    private async Task<(Shard Shard, SyncRows Rows, ExceptionDispatchInfo? Failure)> TryAsync(Shard shard, UserId user, bool isHome, CancellationToken ct)
    {
        try
        {
            var rows = await shard.Database.ReadAsync(context => ReadAsync(context.Database.GetDbConnection(), user, isHome, ct), ct);
            rows.Places = await exact.CompleteAsync(shard, user, rows.Places, ct);
            rows.Threads = await exact.FollowedAsync(shard, user, rows.Followed, ct);
            return (shard, rows, null);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            return (shard, new SyncRows(), ExceptionDispatchInfo.Capture(error));
        }
    }

    private async Task<SyncRows> ReadAsync(DbConnection connection, UserId user, bool isHome, CancellationToken ct)
    {
        string[] ofEach = [PlaceText.Of(user), SyncText.Hidden(user), SyncText.Cleared(user), FollowedText.Of(user, time.GetUtcNow())];
        string[] own = isHome ? [SyncText.Saved(user), SyncText.Favourites(user), SyncText.Preferences(user)] : [];
        await using var command = connection.CreateCommand();
        command.CommandText = string.Join("; ", ofEach.Concat(own));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new SyncRows
        {
            Places = await reader.TakeAsync(PlaceText.Read, ct),
            Hidden = await reader.TakeAsync(SyncText.ReadHidden, ct),
            Cleared = await reader.TakeAsync(SyncText.ReadCleared, ct),
            Followed = await reader.TakeAsync(FollowedText.Read, ct),
        };
        if (isHome)
            (rows.Saved, rows.Favourites, rows.Preferences) =
                (await reader.TakeAsync(SyncText.ReadSaved, ct), await reader.TakeAsync(SyncText.ReadFavourite, ct), await reader.TakeAsync(SyncText.ReadPreference, ct));
        return rows;
    }
}
