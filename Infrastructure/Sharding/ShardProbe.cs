using Collab.Infrastructure.Storage;
using MySqlConnector;

namespace Collab.Infrastructure.Sharding;

/// <summary>Asks a database server whether it lives, over a connection of its own: the pools may be full of those who wait for it.</summary>
internal sealed class ShardProbe(DatabaseAddress address) : IAsyncDisposable
{
    // Longer than a loaded server takes, shorter than people wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly string _connectionString =
        new MySqlConnectionStringBuilder(address.ConnectionString) { Pooling = false, ConnectionTimeout = (uint)Patience.TotalSeconds }.ConnectionString;

    private MySqlConnection? _connection;

    /// <summary>Why it does not answer; null when it does. A connection that was lost is made anew first.</summary>
    public async Task<string?> FailureAsync(CancellationToken ct)
    {
        if (_connection is not null && await TryAsync(_connection, ct) is null)
            return null;
        await DisposeAsync();
        var connection = new MySqlConnection(_connectionString);
        var failure = await TryAsync(connection, ct);
        if (failure is null)
            _connection = connection;
        else
            await connection.DisposeAsync();
        return failure;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    private static async Task<string?> TryAsync(MySqlConnection connection, CancellationToken ct)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ct);
        late.CancelAfter(Patience);
        try
        {
            if (connection.State != System.Data.ConnectionState.Open)
                await connection.OpenAsync(late.Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(late.Token);
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"No answer within {Patience.TotalSeconds} s.";
        }
        catch (Exception error) when (error is MySqlException or InvalidOperationException or IOException)
        {
            // The driver's words may name hosts and accounts.
            return error is MySqlException known ? known.ErrorCode.ToString() : error.GetType().Name;
        }
    }
}
