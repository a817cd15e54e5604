using Collab.Domain.Shared.Storage;
using Collab.Identity.FirstRun;
using Microsoft.EntityFrameworkCore;

namespace Collab.Identity.Storage;

internal sealed class FirstRunStore(IdentityDatabase database, IDirectoryDatabase directory) : IFirstRunStore
{
    public bool IsShared => directory.Dialect != DatabaseDialect.Sqlite;

    public Task<FirstRunEntry?> FindAsync(CancellationToken ct) =>
        database.ReadAsync(async context => (await context.FirstRuns.FirstOrDefaultAsync(ct))?.ToEntry(), ct);

    public Task<bool> AddAsync(FirstRunEntry entry, CancellationToken ct)
    {
        var row = FirstRunRow.Of(entry);
        return database.WriteAsync(
            async writing => await writing.Context.Database.ExecuteSqlRawAsync(
                database.InsertOrIgnore + " first_run (only_one, code_hash, made_at, failed_count) VALUES (1, {0}, {1}, 0)",
                [row.CodeHash, IdentityContext.ToStored(row.MadeAt)], ct) > 0,
            ct);
    }

    public Task ReplaceAsync(FirstRunEntry entry, CancellationToken ct) =>
        database.WriteAsync(
            async writing =>
            {
                await writing.Context.FirstRuns.ExecuteDeleteAsync(ct);
                writing.Context.FirstRuns.Add(FirstRunRow.Of(entry));
                return true;
            },
            ct);

    public Task ChangeAsync(Func<FirstRunEntry, FirstRunEntry> decide, CancellationToken ct) =>
        database.WriteAsync(
            async writing =>
            {
                var locked = writing.Context.FirstRuns.FromSqlRaw("SELECT * FROM first_run WHERE only_one = 1" + writing.Lock).AsTracking();
                if (await locked.FirstOrDefaultAsync(ct) is not { } row)
                    return false;
                var wanted = decide(row.ToEntry());
                (row.FailedCount, row.WaitUntil) = (wanted.FailedCount, wanted.WaitUntil);
                return true;
            },
            ct);

    public Task RemoveAsync(CancellationToken ct) => database.WriteAsync(writing => writing.Context.FirstRuns.ExecuteDeleteAsync(ct), ct);
}
