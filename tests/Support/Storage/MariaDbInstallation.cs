using System.Globalization;
using Collab.Support.Servers;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Collab.Support.Storage;

/// <summary>
/// An installation in five databases of a private MariaDB; on two servers, the second one has the upper half of the
/// shards.
/// </summary>
public sealed class MariaDbInstallation(MariaDbFixture server, Action<IServiceCollection>? replace = null, bool onTwoServers = false)
    : TestInstallation(replace)
{
    private const int Shards = 4;

    private readonly string _files = Directory.CreateTempSubdirectory("collab-files-").FullName;
    private IReadOnlyDictionary<string, string?>? _settings;

    public override async Task<IReadOnlyDictionary<string, string?>> SettingsAsync(CancellationToken ct) => _settings ??= await MakeAsync();

    protected override async ValueTask RemoveAsync()
    {
        Directory.Delete(_files, recursive: true);
        foreach (var (_, value) in (_settings ?? new Dictionary<string, string?>()).Where(s => s.Value?.Contains("Port=", StringComparison.OrdinalIgnoreCase) == true))
        {
            // As the program writes it: pools go by the text of the connection string.
            var address = Infrastructure.Storage.StorageLayout.From(Options(value), "").Directory;
            foreach (var text in (string[])[address.ConnectionString, address.PlainConnectionString])
            {
                await using var connection = new MySqlConnection(text);
                await MySqlConnection.ClearPoolAsync(connection);
            }
        }
    }

    private static Infrastructure.Storage.StorageOptions Options(string? connectionString) =>
        new()
        {
            Provider = Domain.Shared.Storage.DatabaseDialect.MySql,
            Directory = connectionString,
            Shards = { new Infrastructure.Storage.ShardOptions { Name = "any", ConnectionString = connectionString ?? "" } },
        };

    private async Task<IReadOnlyDictionary<string, string?>> MakeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Collab:Storage:Provider"] = "MySql",
            ["Collab:Storage:MigrateOnStart"] = "true",
            ["Collab:Files:Path"] = _files,
            ["Collab:Storage:Directory"] = await server.NewDatabaseAsync("directory"),
        };
        for (var i = 0; i < Shards; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"Collab:Storage:Shards:{i}");
            settings[key + ":Name"] = $"shard-{i}";
            var process = onTwoServers && i >= Shards / 2 ? await server.SecondServerAsync() : await server.ServerAsync();
            settings[key + ":ConnectionString"] = await server.NewDatabaseAsync(process, $"shard{i}");
        }

        return settings;
    }
}
