using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Microsoft.Data.Sqlite;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>db</c> does with the databases.</summary>
internal static class DbActions
{
    /// <summary>Says where each database's schema stands.</summary>
    public static async Task<int> StatusAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        await output.WriteLineAsync(
            $"This version of Collab runs on a directory of schema {SchemaMigrator.RangeOf(SchemaMigrator.DirectoryTag)} and shards of schema {SchemaMigrator.RangeOf(SchemaMigrator.ShardTag)}.");
        foreach (var (address, tag) in Databases(services))
            await output.WriteLineAsync($"{address.Name,-12} {address.Dialect,-8} {await DescribeAsync(address, SchemaMigrator.RangeOf(tag), ct)}");
        return 0;
    }

    /// <summary>Brings each database's schema up to date.</summary>
    public static async Task<int> MigrateAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var (layout, folder) = (services.GetRequiredService<StorageLayout>(), services.GetRequiredService<DataFolder>());
        using var turn = DataFolder.IsNeededBy(layout) ? await FolderLock.TakeAsync(folder.Path, TimeProvider.System, ct) : null;
        foreach (var (address, tag) in Databases(services))
        {
            // The migration tool works synchronously.
            await Task.Run(() => SchemaMigrator.MigrateAsync(address, tag, ct), ct);
            await output.WriteLineAsync($"{address.Name,-12} {address.Dialect,-8} is at schema {await SchemaMigrator.ReadVersionAsync(address, ct)}");
        }

        return 0;
    }

    /// <summary>Returns 0 when this version can run on the databases, else 1.</summary>
    public static async Task<int> VerifyAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        var faults = 0;
        foreach (var (address, tag) in Databases(services))
        {
            var fault = await FaultAsync(address, tag, ct);
            faults += fault is null ? 0 : 1;
            await output.WriteLineAsync(fault ?? $"{address.Name,-12} {address.Dialect,-8} is usable");
        }

        return faults == 0 ? 0 : 1;
    }

    private static IEnumerable<(DatabaseAddress Address, string Tag)> Databases(IServiceProvider services)
    {
        var layout = services.GetRequiredService<StorageLayout>();
        return layout.Shards.Select(shard => (shard, SchemaMigrator.ShardTag)).Prepend((layout.Directory, SchemaMigrator.DirectoryTag));
    }

    private static async Task<string> DescribeAsync(DatabaseAddress address, SchemaRange usable, CancellationToken ct)
    {
        if (IsMissing(address))
            return "is not there yet";
        try
        {
            return await SchemaMigrator.ReadVersionAsync(address, ct) switch
            {
                0 => "is empty: run db migrate",
                var old when old < usable.Oldest => $"is at schema {old}: too old, run db migrate",
                var young when young > usable.Newest => $"is at schema {young}: made by a newer version of Collab",
                var version => $"is at schema {version}",
            };
        }
        catch (DbException)
        {
            return "does not answer";
        }
    }

    /// <summary>Why this version cannot run on a database; null when it can.</summary>
    public static async Task<string?> FaultAsync(DatabaseAddress address, string tag, CancellationToken ct)
    {
        if (IsMissing(address))
            return $"The database {address.Name} is not there yet. Run: ./dev db migrate";
        try
        {
            await SchemaMigrator.CheckAsync(address, tag, ct);
            return null;
        }
        catch (StorageSettingsException error)
        {
            return error.Message;
        }
        catch (DbException)
        {
            return $"The database {address.Name} does not answer.";
        }
    }

    // To look at a SQLite file must not make it.
    private static bool IsMissing(DatabaseAddress address) =>
        address.Dialect == DatabaseDialect.Sqlite && !File.Exists(new SqliteConnectionStringBuilder(address.ConnectionString).DataSource);
}
