using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>db</c> does with the databases.</summary>
internal static class DbActions
{
    /// <summary>Says where each database's schema stands.</summary>
    public static async Task<int> StatusAsync(IServiceProvider services, TextWriter output, CancellationToken ct)
    {
        await output.WriteLineAsync(
            $"This version of Collab runs on a directory of schema {SchemaPlan.Directory.Range} and shards of schema {SchemaPlan.Shard.Range}.");
        foreach (var (address, plan) in Databases(services))
            await output.WriteLineAsync($"{Label(address)} {await DescribeAsync(address, plan, ct)}");
        return 0;
    }

    /// <summary>
    /// Brings each database's schema up to date, all at once. One that fails is named and leaves the others alone; returns
    /// 1 then.
    /// </summary>
    public static async Task<int> MigrateAsync(IServiceProvider services, bool contracts, TextWriter output, CancellationToken ct)
    {
        var (layout, folder) = (services.GetRequiredService<StorageLayout>(), services.GetRequiredService<DataFolder>());
        using var turn = DataFolder.IsNeededBy(layout) ? await FolderLock.TakeAsync(folder.Path, TimeProvider.System, ct) : null;
        var lines = TextWriter.Synchronized(output);
        // The migration tool works synchronously.
        var failed = await Task.WhenAll(Databases(services).Select(d => Task.Run(() => MigrateAsync(layout, d.Address, d.Plan, contracts, lines, ct), ct)));
        return failed.Any(f => f) ? 1 : 0;
    }

    /// <summary>Returns 0 when this version can run on the databases and nothing is missing in them, else 1.</summary>
    public static async Task<int> VerifyAsync(IServiceProvider services, bool content, TextWriter output, CancellationToken ct)
    {
        var faults = 0;
        foreach (var (address, plan) in Databases(services))
        {
            string[] found = await FaultAsync(address, plan.Tag, ct) is { } fault ? [fault] : await ShapeFaultsAsync(address, plan, ct);
            faults += found.Length;
            foreach (var line in found.DefaultIfEmpty($"{Label(address)} is usable"))
                await output.WriteLineAsync(line);
        }

        if (!content || faults > 0)
            return faults == 0 ? 0 : 1;
        var broken = await ContentCheck.FaultsOfAsync(services.GetRequiredService<StorageLayout>(), ct);
        foreach (var line in broken.DefaultIfEmpty("The content holds together."))
            await output.WriteLineAsync(line);
        return broken.Count == 0 ? 0 : 1;
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

    private static async Task<bool> MigrateAsync(
        StorageLayout layout, DatabaseAddress address, SchemaPlan plan, bool contracts, TextWriter output, CancellationToken ct)
    {
        try
        {
            if (!IsMissing(address) && address.Dialect == DatabaseDialect.MySql)
                await OlderNodes.RefuseAsync(layout.Directory, plan, await SchemaState.ReadAsync(address, ct), contracts, ct);
            await SchemaMigrator.MigrateAsync(address, plan, contracts, new Lines(address, output), ct);
            await output.WriteLineAsync($"{Label(address)} is at schema {await SchemaMigrator.ReadVersionAsync(address, ct)}");
            return false;
        }
        catch (Exception error) when (error is StorageSettingsException or DbException)
        {
            await output.WriteLineAsync($"{Label(address)} failed: {(error is StorageSettingsException ? error.Message : StorageFailure.Of(address, error))}");
            return true;
        }
    }

    private static async Task<string[]> ShapeFaultsAsync(DatabaseAddress address, SchemaPlan plan, CancellationToken ct)
    {
        var expected = await SchemaShape.OfAsync(plan, await SchemaState.ReadAsync(address, ct), ct);
        return [.. expected.FaultsOf(await SchemaShape.ReadAsync(address, ct)).Select(fault => $"The database {address.Name} is not as it should be: {fault}.")];
    }

    private static IEnumerable<(DatabaseAddress Address, SchemaPlan Plan)> Databases(IServiceProvider services)
    {
        var layout = services.GetRequiredService<StorageLayout>();
        return layout.Shards.Select(shard => (shard, SchemaPlan.Shard)).Prepend((layout.Directory, SchemaPlan.Directory));
    }

    private static async Task<string> DescribeAsync(DatabaseAddress address, SchemaPlan plan, CancellationToken ct)
    {
        if (IsMissing(address))
            return "is not there yet";
        try
        {
            var state = await SchemaState.ReadAsync(address, ct);
            return state switch
            {
                { Hold: { } hold } => $"is not ready: {hold}",
                { Version: 0 } => "is empty: run db migrate",
                _ when state.OldestCode > plan.Range.Newest => $"is at schema {state.Version}: made by a newer version of Collab",
                _ when state.Lacks(plan) => $"is at schema {state.Version}: too old, run db migrate",
                _ => $"is at schema {state.Version}, for versions that know schema {state.OldestCode} or newer{Pending(state, plan)}",
            };
        }
        catch (DbException)
        {
            return "does not answer";
        }
    }

    private static string Pending(SchemaState state, SchemaPlan plan)
    {
        var count = plan.Steps.Count(s => s.Contracts && !state.Applied.Contains(s.Number));
        return count == 0 ? "" : $"; {count} to be done by db migrate --contract";
    }

    // To look at a SQLite file must not make it.
    private static bool IsMissing(DatabaseAddress address) =>
        address.Dialect == DatabaseDialect.Sqlite && !File.Exists(new SqliteConnectionStringBuilder(address.ConnectionString).DataSource);

    private static string Label(DatabaseAddress address) => $"{address.Name,-12} {address.Dialect,-8}";

    private sealed class Lines(DatabaseAddress address, TextWriter output) : IProgress<SchemaProgress>
    {
        public void Report(SchemaProgress value) => output.WriteLine($"{Label(address)} {value.Number} of {value.Count}: {value.Step.Description}");
    }
}
