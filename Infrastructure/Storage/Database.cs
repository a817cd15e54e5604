using System.Data;
using System.Data.Common;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using MySqlConnector;

namespace Collab.Infrastructure.Storage;

/// <summary>
/// One database: contexts, transactions, and the rule that a SQLite file has one writer at a time. Transactions are
/// short; a deadlock or a busy database runs the work again from its start.
/// </summary>
internal sealed class Database<TContext> : IDisposable
    where TContext : DbContext
{
    private const int Attempts = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly PooledDbContextFactory<TContext> _contexts;
    private readonly SemaphoreSlim? _writer;
    private readonly string _plain;

    public Database(DatabaseAddress address)
    {
        Address = address;
        var options = new DbContextOptionsBuilder<TContext>();
        if (address.Dialect == DatabaseDialect.Sqlite)
        {
            options.UseSqlite(address.ConnectionString).AddInterceptors(new SqlitePragmas());
            _writer = new SemaphoreSlim(1);
        }
        else
        {
            // The version decides which SQL is made, not what we talk to: 10.11's SQL runs on MySQL 8.4 as well.
            options.UseMySql(address.ConnectionString, MySqlDialect.Version);
        }

        options.UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
        _contexts = new PooledDbContextFactory<TContext>(options.Options, 128);
        Sql = SqlDialect.For(address.Dialect);
        _plain = address.PlainConnectionString;
    }

    public DatabaseAddress Address { get; }

    public SqlDialect Sql { get; }

    /// <summary>Held by whoever writes to a SQLite file; null where the server keeps the order.</summary>
    public SemaphoreSlim? Writer => _writer;

    public TContext NewContext() => _contexts.CreateDbContext();

    public async Task<T> ReadAsync<T>(Func<TContext, Task<T>> work, CancellationToken ct)
    {
        await using var context = await _contexts.CreateDbContextAsync(ct);
        return await work(context);
    }

    /// <summary>
    /// Runs plain commands, without the mapper: for what nearly every act waits for. They leave no transaction and no setting
    /// behind, because the session is not reset before its next use; nor is it asked whether it still lives. When it turns
    /// out to be lost, the work is done again on a new one: its second argument is then true.
    /// </summary>
    public async Task<T> CommandAsync<T>(Func<DbConnection, bool, Task<T>> work)
    {
        await using (var connection = await ConnectAsync())
        {
            try
            {
                return await work(connection, false);
            }
            catch (DbException) when (connection is MySqlConnection { State: not ConnectionState.Open } lost)
            {
                // Then those that rest beside it are lost too, most likely.
                await MySqlConnection.ClearPoolAsync(lost, CancellationToken.None);
            }
        }

        await using var fresh = await ConnectAsync();
        return await work(fresh, true);
    }

    /// <summary>Writes in one transaction; an error result rolls it back.</summary>
    public async Task<Result<T>> WriteAsync<T>(Func<TContext, Task<Result<T>>> work, CancellationToken ct)
    {
        if (_writer is not null)
            await _writer.WaitAsync(ct);
        try
        {
            var started = TimeProvider.System.GetTimestamp();
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await AttemptAsync(work, ct);
                }
                catch (Exception error) when (attempt < Attempts && TimeProvider.System.GetElapsedTime(started) < Patience && IsTransient(error))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(2, 10 * attempt)), ct);
                }
            }
        }
        finally
        {
            _writer?.Release();
        }
    }

    public async Task WriteAsync(Func<TContext, Task> work, CancellationToken ct) =>
        await WriteAsync<Done>(
            async context =>
            {
                await work(context);
                return Done.Value;
            },
            ct);

    public void Dispose() => _writer?.Dispose();

    /// <summary>
    /// True for what a second attempt may mend: a deadlock or another failure to serialize, a lock that took too long, a
    /// busy file, two inserts of the same key. A command that timed out is none of them: its outcome is not known.
    /// </summary>
    public static bool IsTransient(Exception error) =>
        error switch
        {
            MySqlException { SqlState: "40001" } => true,
            MySqlException mysql => mysql.ErrorCode
                is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.CheckRead or MySqlErrorCode.DuplicateKeyEntry,
            SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 || sqlite.SqliteExtendedErrorCode is 1555 or 2067,
            // EF wraps what a statement throws, and Pomelo once more what it takes for transient itself.
            DbUpdateException or InvalidOperationException => error.InnerException is { } inner && IsTransient(inner),
            _ => false,
        };

    private async Task<Result<T>> AttemptAsync<T>(Func<TContext, Task<Result<T>>> work, CancellationToken ct)
    {
        await using var context = await _contexts.CreateDbContextAsync(ct);
        await using var transaction = await BeginAsync(context, ct);
        var result = await work(context);
        if (!result.IsOk)
            return result;
        await context.SaveChangesAsync(ct);
        // From here on the outcome is the database's: a caller who gives up must not leave it unknown.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    // Nobody's patience counts: the commands serve many.
    private async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = Address.Dialect == DatabaseDialect.Sqlite ? new SqliteConnection(_plain) : new MySqlConnection(_plain);
        try
        {
            await connection.OpenAsync(CancellationToken.None);
            if (Address.Dialect == DatabaseDialect.Sqlite)
                await SqlitePragmas.ApplyAsync(connection, CancellationToken.None);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Read committed on MySQL: rows are locked by key on purpose, gap locks would only bring deadlocks.
    private Task<IDbContextTransaction> BeginAsync(TContext context, CancellationToken ct) =>
        Address.Dialect == DatabaseDialect.Sqlite
            ? context.Database.BeginTransactionAsync(ct)
            : context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
}
