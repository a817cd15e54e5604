using System.Data.Common;
using System.Globalization;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Files;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Collab.Web.Hosting.Demo;
using Collab.Web.Hosting.Security;
using Collab.Web.Hosting.Settings;

namespace Collab.Web.Hosting.Commands;

/// <summary>What <c>backup</c> and <c>restore</c> do.</summary>
internal static class BackupActions
{
    /// <summary>Saves everything into a file.</summary>
    public static async Task<int> TakeAsync(IServiceProvider services, string target, TextWriter output, CancellationToken ct)
    {
        var layout = services.GetRequiredService<StorageLayout>();
        foreach (var (address, plan) in layout.Shards.Select(s => (s, SchemaPlan.Shard)).Prepend((layout.Directory, SchemaPlan.Directory)))
        {
            if (await DbActions.FaultAsync(address, plan.Tag, ct) is { } fault)
                throw new SettingsException(fault);
        }

        var time = services.GetRequiredService<TimeProvider>();
        var file = Path.GetFullPath(Directory.Exists(target) ? Path.Combine(target, Name(time.GetUtcNow())) : target);
        if (!Directory.Exists(Path.GetDirectoryName(file)))
            throw new SettingsException($"The folder {Path.GetDirectoryName(file)} does not exist. Make it, or give another one.");
        var manifest = await ReachingAsync(() => new TakeBackup(layout, time, services.GetRequiredService<FilesFolder>()).ExecuteAsync(file, KeyPath(services), Bar(), ct));
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: {manifest.Tables.Sum(t => t.Rows):N0} rows of {manifest.Tables.Count} tables, {manifest.Keys.Count} keys, {manifest.Files.Count:N0} files, {new FileInfo(file).Length:N0} bytes. Keep it secret."));
        return 0;
    }

    /// <summary>Says whether a file is whole.</summary>
    public static async Task<int> VerifyAsync(string file, TextWriter output, CancellationToken ct)
    {
        var faults = await CheckBackup.ExecuteAsync(Path.GetFullPath(file), Bar(), ct);
        foreach (var line in faults.DefaultIfEmpty($"{file} is whole."))
            await output.WriteLineAsync(line);
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>Reads a file into an empty installation.</summary>
    public static async Task<int> RestoreAsync(IServiceProvider services, string file, TextWriter output, CancellationToken ct)
    {
        var faults = await ReachingAsync(() => new RestoreBackup(services).ExecuteAsync(Path.GetFullPath(file), KeyPath(services), Bar(), ct));
        foreach (var line in faults.DefaultIfEmpty($"{file} is restored: every row was compared, and the content holds together."))
            await output.WriteLineAsync(line);
        return faults.Count == 0 ? 0 : 1;
    }

    private static string? KeyPath(IServiceProvider services) =>
        SecuritySetup.KeyPath(services.GetRequiredService<CollabOptions>());

    private static string Name(DateTimeOffset now) => "collab-" + now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + ".zip";

    private static ProgressBar Bar() => new(Console.Error, !Console.IsErrorRedirected);

    // Never the driver's own words: they name hosts and accounts.
    private static async Task<T> ReachingAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException error)
        {
            throw new SettingsException($"A database {StorageFailure.Of(error)}");
        }
    }
}
