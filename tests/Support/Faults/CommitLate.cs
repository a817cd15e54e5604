using Collab.Support.Crowd;
using MySqlConnector;

namespace Collab.Support.Faults;

/// <summary>
/// A transaction that has its event's number already is kept from writing it, by a lock on the end of its stream's outbox,
/// while the other node commits later numbers. Without Redis, so that only the outbox can tell of it.
/// </summary>
public sealed class CommitLate() : Fault("commit-late", 14, "transactions commit out of order, without Redis")
{
    public override async Task RunAsync(FaultScene scene, CancellationToken ct)
    {
        await scene.Cluster.Stores.Redis.CrashAsync();
        try
        {
            for (var round = 0; round < (scene.IsShort ? 2 : 5); round++)
            {
                var stream = scene.Places[scene.Random.Next(scene.Places.Count)];
                await using var connection = new MySqlConnection(await scene.Cluster.Stores.AddressOfAsync(stream, ct));
                await connection.OpenAsync(ct);
                // The gap behind the last row is locked, so nothing can be appended there.
                await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
                await using var command = new MySqlCommand(
                    "SELECT version FROM outbox WHERE bucket = @bucket AND stream_id = @stream AND version > (SELECT version - 1 FROM stream WHERE bucket = @bucket AND stream_id = @stream) FOR UPDATE",
                    connection,
                    transaction);
                command.Parameters.AddWithValue("@bucket", stream & 1023);
                command.Parameters.AddWithValue("@stream", stream);
                await command.ExecuteNonQueryAsync(ct);
                await Task.Delay(TimeSpan.FromSeconds(scene.Random.Next(1, 5)), ct);
                await transaction.RollbackAsync(ct);
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
            }
        }
        finally
        {
            scene.Note($"the slowest post waited {Math.Max(scene.Meters.Total(Act.PostByHub).Max, scene.Meters.Total(Act.PostByApi).Max):0} ms for a lock");
            await scene.Cluster.Stores.Redis.StartAgainAsync(ct);
        }
    }
}
