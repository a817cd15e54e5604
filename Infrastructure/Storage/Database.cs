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
        Reach = new Reach(address.Name);
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

    /// <summary>Whether it can be reached.</summary>
    public Reach Reach { get; }

    /// <summary>Held by whoever writes to a SQLite file; null where the server keeps the order.</summary>
    public SemaphoreSlim? Writer => _writer;

    public TContext NewContext() => _contexts.CreateDbContext();

    public Task<T> ReadAsync<T>(Func<TContext, Task<T>> work, CancellationToken ct)
    {
        return Reach.GuardAsync(_ => ReadNowAsync(), ct);

        async Task<T> ReadNowAsync()
        {
            await using var context = await _contexts.CreateDbContextAsync(ct);
            // Once for all its queries: the mapper would open it anew, and have the session reset, for each of them.
            await context.Database.OpenConnectionAsync(ct);
            return await work(context);
        }
    }

    /// <summary>
    /// Runs plain commands, without the mapper: for what nearly every act waits for. They leave no transaction and no setting
    /// behind, because the session is not reset before its next use; nor is it asked whether it still lives. When it turns
    /// out to be lost, the work is done again on a new one: its second argument is then true. Its token is cancelled when
    /// the database goes away: a command that heeds it ends within seconds, and its outcome is not known.
    /// </summary>
    public async Task<T> CommandAsync<T>(Func<DbConnection, bool, CancellationToken, Task<T>> work)
    {
        var lost = Reach.Lost;
        Reach.Check();
        try
        {
            return await CommandAsync(work, lost);
        }
        catch (Exception error) when (lost.IsCancellationRequested)
        {
            throw new DatabaseAwayException($"The database {Address.Name} is away.", error);
        }
        catch (DbException)
        {
            Reach.Doubt();
            throw;
        }
    }

    /// <summary>The rows of plain SELECTs, one after another, in one round trip. Whoever gives up waiting leaves it to end by itself.</summary>
    public Task<List<T>> ListAsync<T>(string text, Func<DbDataReader, T> read, CancellationToken ct) =>
        CommandAsync(async (connection, _, lost) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = text;
            await using var reader = await command.ExecuteReaderAsync(lost);
            var rows = new List<T>();
            do
            {
                while (await reader.ReadAsync(lost))
                    rows.Add(read(reader));
            }
            while (await reader.NextResultAsync(lost));
            return rows;
        }).WaitAsync(ct);

    /// <summary>Writes in one transaction; an error result rolls it back.</summary>
    public Task<Result<T>> WriteAsync<T>(Func<TContext, Task<Result<T>>> work, CancellationToken ct) => Reach.GuardAsync(_ => WriteNowAsync(work, ct), ct);

    public async Task WriteAsync(Func<TContext, Task> work, CancellationToken ct) =>
        await WriteAsync<Done>(
            async context =>
            {
                await work(context);
                return Done.Value;
            },
            ct);

    public void Dispose()
    {
        _writer?.Dispose();
        Reach.Dispose();
    }

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

    private async Task<T> CommandAsync<T>(Func<DbConnection, bool, CancellationToken, Task<T>> work, CancellationToken lost)
    {
        await using (var connection = await ConnectAsync(lost))
        {
            try
            {
                return await work(connection, false, lost);
            }
            catch (DbException) when (connection is MySqlConnection { State: not ConnectionState.Open } && !lost.IsCancellationRequested)
            {
                // Then those that rest beside it are lost too, most likely.
                await MySqlConnection.ClearPoolAsync((MySqlConnection)connection, CancellationToken.None);
            }
        }

        await using var fresh = await ConnectAsync(lost);
        return await work(fresh, true, lost);
    }

    private async Task<Result<T>> WriteNowAsync<T>(Func<TContext, Task<Result<T>>> work, CancellationToken ct)
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

    private async Task<Result<T>> AttemptAsync<T>(Func<TContext, Task<Result<T>>> work, CancellationToken ct)
    {
        await using var context = await _contexts.CreateDbContextAsync(ct);
        await using var transaction = await BeginAsync(context, ct);
        try
        {
            var result = await work(context);
            if (!result.IsOk)
                return result;
            await context.SaveChangesAsync(ct);
            // From here on the outcome is the database's: a caller who gives up must not leave it unknown.
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (Exception) when (EndedByItself(context))
        {
            // The driver does not notice, and would fail to roll back: that would hide why. So it gets something to roll back.
            await context.Database.ExecuteSqlRawAsync("BEGIN", CancellationToken.None);
            throw;
        }
    }

    // A full disk, for one, makes SQLite roll back at once.
    private static bool EndedByItself(TContext context) =>
        context.Database.GetDbConnection() is SqliteConnection { State: ConnectionState.Open, Handle: { } handle } && SQLitePCL.raw.sqlite3_get_autocommit(handle) != 0;

    // Nobody's patience counts: the commands serve many.
    private async Task<DbConnection> ConnectAsync(CancellationToken lost)
    {
        DbConnection connection = Address.Dialect == DatabaseDialect.Sqlite ? new SqliteConnection(_plain) : new MySqlConnection(_plain);
        try
        {
            await connection.OpenAsync(lost);
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
