using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Infrastructure.Tests.Storage;

/// <summary>Databases whose names are the same on every server, as the log tells them.</summary>
internal sealed class NamedInstallation(MariaDbServer server, Action<IServiceCollection>? replace = null) : TestInstallation(replace)
{
    private Dictionary<string, string?>? _settings;

    public static string DatabaseOf(string source) => "collab_" + source.Replace('-', '_');

    public override async Task<IReadOnlyDictionary<string, string?>> SettingsAsync(CancellationToken ct)
    {
        if (_settings is not null)
            return _settings;
        _settings = new Dictionary<string, string?>
        {
            ["Collab:Storage:Provider"] = "MySql",
            ["Collab:Storage:MigrateOnStart"] = "true",
            ["Collab:Storage:Directory"] = await server.CreateDatabaseAsync(DatabaseOf("directory"), ct),
        };
        for (var i = 0; i < 2; i++)
        {
            _settings[$"Collab:Storage:Shards:{i}:Name"] = $"shard-{i}";
            _settings[$"Collab:Storage:Shards:{i}:ConnectionString"] = await server.CreateDatabaseAsync(DatabaseOf($"shard-{i}"), ct);
        }

        return _settings;
    }

    protected override ValueTask RemoveAsync() => ValueTask.CompletedTask;
}
