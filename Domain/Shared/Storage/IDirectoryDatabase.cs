using System.Data.Common;
using Collab.Domain.Audit;

namespace Collab.Domain.Shared.Storage;

/// <summary>
/// The directory database for those outside <c>Infrastructure</c> who keep tables of their own in it (Identity): the
/// connection, the dialect, and the audit log that shares their transactions.
/// </summary>
public interface IDirectoryDatabase
{
    /// <summary>Which SQL it speaks.</summary>
    DatabaseDialect Dialect { get; }

    /// <summary>Runs reads on an open connection.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken ct);

    /// <summary>
    /// Runs writes in a transaction and commits it when <paramref name="work"/> returns. A deadlock or a busy database
    /// runs the work again, so it must not touch anything but the database.
    /// </summary>
    Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken ct);

    /// <summary>Appends to the audit log in the caller's transaction.</summary>
    Task AppendAuditAsync(DbConnection connection, DbTransaction transaction, AuditEntry entry, CancellationToken ct);
}
