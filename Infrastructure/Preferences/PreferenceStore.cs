using Collab.Domain.Preferences;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Preferences;

internal sealed class PreferenceStore(ShardRouter router, BucketGate gate, TimeProvider time) : IPreferenceStore
{
    public Task<IReadOnlyList<Preference>> ListAsync(UserId user, CancellationToken ct) =>
        router.For(user.Bucket).Database.ReadAsync<IReadOnlyList<Preference>>(
            async context =>
            {
                var rows = await context.Preferences.Where(p => p.Bucket == user.Bucket && p.UserId == user)
                    .OrderBy(p => p.Name).Take(PreferenceNames.All.Count).ToListAsync(ct);
                return [.. rows.Select(r => new Preference(r.Name, r.Value))];
            },
            ct);

    // Two devices that set the same thing for the first time at once: the loser's attempt begins again and finds the row.
    public Task<Result<Done>> SetAsync(UserId user, string name, string? value, CancellationToken ct) =>
        gate.WriteAsync(
            user.Bucket,
            async context =>
            {
                var known = context.Preferences.Where(p => p.Bucket == user.Bucket && p.UserId == user && p.Name == name);
                if (value is null)
                    await known.ExecuteDeleteAsync(ct);
                else if (await known.AsTracking().SingleOrDefaultAsync(ct) is { } row)
                    (row.Value, row.ChangedAt) = (value, time.GetUtcNow());
                else
                    context.Preferences.Add(new PreferenceRow { Bucket = user.Bucket, UserId = user, Name = name, Value = value, ChangedAt = time.GetUtcNow() });
            },
            ct);
}
