using Collab.Infrastructure.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Support.Storage;

/// <summary>An installation in SQLite files in a folder of its own.</summary>
public sealed class SqliteInstallation(Action<IServiceCollection>? replace = null) : TestInstallation(replace)
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("collab-test-").FullName;

    public override Task<IReadOnlyDictionary<string, string?>> SettingsAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, string?>>(new Dictionary<string, string?> { ["Collab:Data"] = Folder });

    protected override ValueTask RemoveAsync()
    {
        var layout = StorageLayout.From(new StorageOptions(), Folder);
        foreach (var address in layout.Shards.Append(layout.Directory))
        {
            using var connection = new SqliteConnection(address.ConnectionString);
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
