using System.Text.RegularExpressions;
using Collab.Support;
using Collab.Web.Hosting.Settings;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Collab.Web.Tests.Operations;

public sealed partial class ComposeFileTests
{
    private static readonly ComposeFile Compose = ComposeFile.Parse(SourceTree.Read("docker-compose.yml"));
    private static readonly string[] Nodes = ["web-1", "web-2"];

    public static TheoryData<string> ServiceNames => [.. Compose.Services.Keys];

    [Fact]
    public void It_has_two_nodes_two_databases_redis_elasticsearch_and_a_proxy() =>
        Assert.Equal(
            ["elasticsearch", "mysql-a", "mysql-b", "proxy", "redis", "web-1", "web-2"],
            Compose.Services.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("web-1")]
    [InlineData("web-2")]
    public void Each_setting_of_a_node_is_explained_on_the_settings_page(string node)
    {
        var unknown = Compose.Services[node].Environment.Keys
            .Where(name => name.StartsWith("Collab", StringComparison.Ordinal) && !SettingsPage.Knows(name));

        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("Collab__Port", true)]
    [InlineData("Collab__Storage__Shards__12__Name", true)]
    [InlineData("Collab__Storage__Shards__x__Name", false)]
    [InlineData("Collab__Prot", false)]
    [InlineData("Collab__Port__Extra", false)]
    public void The_settings_page_is_read_exactly(string setting, bool known) => Assert.Equal(known, SettingsPage.Knows(setting));

    [Fact]
    public void The_nodes_are_configured_alike() =>
        Assert.Equal(Compose.Services["web-1"].Environment, Compose.Services["web-2"].Environment);

    [Fact]
    public void The_shards_are_numbered_without_a_gap_and_spread_over_both_servers()
    {
        var settings = Compose.Services["web-1"].Environment;
        var servers = Enumerable.Range(0, 4).Select(i => Server(settings[$"Collab__Storage__Shards__{i}__ConnectionString"])).ToList();

        Assert.Equal(4, settings.Keys.Count(name => name.EndsWith("__ConnectionString", StringComparison.Ordinal)));
        Assert.Equal(["mysql-a", "mysql-a", "mysql-b", "mysql-b"], servers);
        Assert.Equal(4, Enumerable.Range(0, 4).Select(i => settings[$"Collab__Storage__Shards__{i}__Name"]).Distinct().Count());
    }

    [Fact]
    public void Each_database_that_the_nodes_name_is_made_by_its_server()
    {
        foreach (var connection in Compose.Services["web-1"].Environment.Values.Where(value => value.StartsWith("Server=", StringComparison.Ordinal)))
        {
            var script = Compose.Services[Server(connection)].Mounts
                .Single(mount => mount.Target.StartsWith("/docker-entrypoint-initdb.d/", StringComparison.Ordinal)).Source;
            var sql = SourceTree.Read(script);

            Assert.Contains($"CREATE DATABASE {Part(connection, "Database")} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;", sql, StringComparison.Ordinal);
            Assert.Contains($"GRANT ALL ON {Part(connection, "Database")}.* TO '{Part(connection, "User ID")}'", sql, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_host_that_a_node_speaks_to_is_a_service_it_waits_for()
    {
        foreach (var service in Nodes.Select(node => Compose.Services[node]))
        {
            var hosts = service.Environment.Values.SelectMany(value => Host().Matches(value)).Select(match => match.Groups["host"].Value).Distinct();

            Assert.All(hosts, host => Assert.Equal("service_healthy", service.DependsOn[host]));
            Assert.Equal(4, hosts.Count());
        }
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void A_service_has_a_health_check_a_fixed_version_and_waits_for_services_that_exist(string name)
    {
        var service = Compose.Services[name];

        Assert.Equal("CMD", service.Healthcheck[0]);
        Assert.Matches(@"^[a-z0-9./-]+:[0-9]+(\.[0-9]+)+(-[a-z0-9.]+)?$", service.Image);
        Assert.All(service.DependsOn.Keys, other => Assert.Contains(other, Compose.Services.Keys));
    }

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void What_a_service_mounts_exists(string name) =>
        Assert.All(Compose.Services[name].Mounts, mount => Assert.True(
            mount.Source.StartsWith("./", StringComparison.Ordinal)
                ? File.Exists(Path.Combine(SourceTree.Root, mount.Source))
                : Compose.Volumes.Contains(mount.Source),
            $"{mount.Source} is neither a volume nor a file here"));

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public void Only_the_proxy_is_reached_from_outside(string name) =>
        Assert.Equal(name == "proxy" ? ["80:80", "443:443"] : [], Compose.Services[name].Ports);

    [Fact]
    public void The_proxy_keeps_a_browser_on_one_node_and_knows_every_node()
    {
        var proxy = SourceTree.Read("deploy/Caddyfile");
        var port = Compose.Services["web-1"].Environment["Collab__Port"];

        Assert.Contains($"reverse_proxy {string.Join(' ', Nodes.Select(node => $"{node}:{port}"))}", proxy, StringComparison.Ordinal);
        Assert.Contains("lb_policy cookie ", proxy, StringComparison.Ordinal);
        Assert.Contains("health_uri /health/ready", proxy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_nodes_are_given_when_nothing_is_filled_in_is_taken_by_the_program()
    {
        var settings = Compose.Services["web-1"].Environment
            .Where(s => s.Key.StartsWith("Collab__", StringComparison.Ordinal))
            .ToDictionary(s => s.Key.Replace("__", ":", StringComparison.Ordinal), string? (s) => Default().Replace(s.Value, "${default}"));

        var options = SettingsCheck.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

        Assert.Equal("https://localhost", options.Url);
    }

    [Fact]
    public void Every_secret_comes_from_the_example_file_where_it_is_empty()
    {
        var example = SourceTree.Read("deploy/env.example");
        var asked = Variable().Matches(SourceTree.Read("docker-compose.yml")).Select(match => match.Groups["name"].Value).Distinct();

        Assert.All(asked, name => Assert.Matches($"(?m)^{name}=", example));
        Assert.DoesNotMatch("(?m)PASSWORD=.", example);
    }

    private static string Server(string connection) => Part(connection, "Server");

    private static string Part(string connection, string key) =>
        connection.Split(';').Single(part => part.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];

    [GeneratedRegex(@"^Server=(?<host>[a-z0-9-]+);|^http://(?<host>[a-z0-9-]+):|^(?<host>[a-z-]+):[0-9]+$")]
    private static partial Regex Host();

    [GeneratedRegex(@"\$\{[A-Z_]+(:-(?<default>[^}]*)|[^}]*)\}")]
    private static partial Regex Default();

    [GeneratedRegex(@"\$\{(?<name>[A-Z_]+)")]
    private static partial Regex Variable();
}
