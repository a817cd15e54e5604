using System.Data.Common;
using Collab.Domain.Audit;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Identity.Storage;

/// <summary>Contexts on the directory's own connections and transactions.</summary>
internal sealed class IdentityDatabase(IDirectoryDatabase directory)
{
    // The version decides which SQL is made, not what we talk to: 10.11's SQL runs on MySQL 8.4 as well.
    private static readonly ServerVersion Server = new MariaDbServerVersion(new Version(10, 11, 0));

    public Task<T> ReadAsync<T>(Func<IdentityContext, Task<T>> work, CancellationToken ct) =>
        directory.ReadAsync(
            async connection =>
            {
                await using var context = Open(connection);
                return await work(context);
            },
            ct);

    public Task<T> WriteAsync<T>(Func<Writing, Task<T>> work, CancellationToken ct) =>
        directory.WriteAsync(
            async (connection, transaction) =>
            {
                await using var context = Open(connection);
                await context.Database.UseTransactionAsync(transaction, ct);
                var result = await work(new Writing(context, entry => directory.AppendAuditAsync(connection, transaction, entry, ct), Lock));
                await context.SaveChangesAsync(ct);
                return result;
            },
            ct);

    /// <summary>Begins an insert that leaves a row with the same key as it is.</summary>
    public string InsertOrIgnore => directory.Dialect == DatabaseDialect.Sqlite ? "INSERT OR IGNORE INTO" : "INSERT IGNORE INTO";

    private string Lock => directory.Dialect == DatabaseDialect.Sqlite ? "" : " FOR UPDATE";

    private IdentityContext Open(DbConnection connection)
    {
        var options = new DbContextOptionsBuilder<IdentityContext>();
        if (directory.Dialect == DatabaseDialect.Sqlite)
            options.UseSqlite(connection);
        else
            options.UseMySql(connection, Server);
        options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        return new IdentityContext(options.Options);
    }

    /// <summary>A transaction under way.</summary>
    internal sealed record Writing(IdentityContext Context, Func<AuditEntry, Task> AppendAuditAsync, string Lock)
    {
        /// <summary>The credential of a person, tracked, its row locked until commit.</summary>
        public Task<CredentialRow?> LockCredentialAsync(UserId user, CancellationToken ct) =>
            Context.Credentials.FromSqlRaw("SELECT * FROM credential WHERE user_id = {0}" + Lock, user.Value).AsTracking().FirstOrDefaultAsync(ct);
    }
}
