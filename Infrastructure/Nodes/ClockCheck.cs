using System.Globalization;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;

namespace Collab.Infrastructure.Nodes;

/// <summary>
/// Keeps a machine out whose clock is far from the directory's: ids and times are made by nodes, and other nodes look for
/// new events by their ids.
/// </summary>
internal static class ClockCheck
{
    /// <summary>How far apart the clocks of two machines may be.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>Throws when the clock is further away than that.</summary>
    public static async Task RefuseAsync(DatabaseAddress directory, TimeProvider clock, CancellationToken ct)
    {
        // A file has no clock of its own.
        if (directory.Dialect == DatabaseDialect.Sqlite)
            return;
        await using var connection = SchemaConnection.Of(directory);
        await connection.OpenAsync(ct);
        var there = (await connection.ListAsync("SELECT CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)", r => Instant.FromStored(r.GetInt64(0)), ct))[0];
        var ahead = clock.GetUtcNow() - there;
        if (ahead.Duration() > Tolerance)
        {
            var minutes = Math.Round(ahead.Duration().TotalMinutes).ToString(CultureInfo.InvariantCulture);
            throw new StorageSettingsException(
                $"This machine's clock is {minutes} minutes {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} that of the directory's server. Set the clocks (NTP), then start again.");
        }
    }
}
