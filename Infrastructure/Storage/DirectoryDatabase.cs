using System.Data.Common;
using Collab.Domain.Audit;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Collab.Infrastructure.Storage;

/// <summary>The directory for those who bring statements of their own; same writer, same retries, same audit log.</summary>
internal sealed class DirectoryDatabase(Database<DirectoryContext> directory) : IDirectoryDatabase
{
    public DatabaseDialect Dialect => directory.Address.Dialect;

    public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                // Through the context, so that the connection gets its settings and goes back to the pool.
                await context.Database.OpenConnectionAsync(ct);
                return await work(context.Database.GetDbConnection());
            },
            ct);

    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct)
    {
        var done = await directory.WriteAsync<T>(
            async context => await work(context.Database.GetDbConnection(), Current(context)),
            ct);
        return done.Value;
    }

    public async Task AppendAuditAsync(DbConnection connection, DbTransaction transaction, AuditEntry entry, CancellationToken ct)
    {
        var row = AuditEntryRow.From(entry);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "INSERT INTO audit_entry (entry_id, at, organization_id, actor_id, act, target, address, details) "
            + "VALUES (@entry, @at, @organization, @actor, @act, @target, @address, @details)";
        command.AddParameter("@entry", row.EntryId.Value);
        command.AddParameter("@at", Instant.ToStored(row.At));
        command.AddParameter("@organization", row.OrganizationId.Value);
        command.AddParameter("@actor", row.ActorId?.Value);
        command.AddParameter("@act", row.Act);
        command.AddParameter("@target", row.Target);
        command.AddParameter("@address", row.Address);
        command.AddParameter("@details", row.Details);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static DbTransaction Current(DirectoryContext context) =>
        (context.Database.CurrentTransaction ?? throw new InvalidOperationException("A write runs in a transaction.")).GetDbTransaction();
}
