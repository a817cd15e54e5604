using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Collab.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Collab.Web.Tests.Hosting;

/// <summary>Starting and stopping, seen from the console.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-start-").FullName;

    public static TheoryData<string, string, string> WrongSettings => new()
    {
        { "Collab__Storge__Provider", "MySql", "Collab__Storage__Provider" },
        { "Collab__Prot", "5081", "Collab__Port" },
        { "Collab__Port", "port", "a whole number" },
        { "Collab__Port", "70000", "1 to 65535" },
        { "Collab__Storage__Provider", "Postgres", "Sqlite or MySql" },
        { "Collab__Storage__Provider", "MySql", "Collab__Storage__Directory is empty" },
        { "Collab__Storage__Directory", "Server=db;Database=collab", "Provider is Sqlite" },
        { "Collab__Bus__Provider", "Redis", "Collab__Bus__Redis is empty" },
        { "Collab__Bus__Provider", "Kafka", "InProcess or Redis" },
        { "Collab__Url", "chat.example.com", "https://chat.example.com" },
        { "Collab__TrustedProxies__0", "proxy", "10.0.0.0/8" },
        { "Collab__Demo", "maybe", "true or false" },
        { "Collab__Host", "everywhere", "localhost, * or an IP address" },
        { "Collab__Hub__Queue", "0", "at least 2" },
    };

    [Theory]
    [MemberData(nameof(WrongSettings))]
    public async Task A_wrong_setting_is_one_line_that_says_what_to_write(string name, string value, string hint) =>
        Assert.Contains(hint, await RefusedAsync([], (name, value)), StringComparison.Ordinal);

    [Fact]
    public async Task A_dialect_that_does_not_fit_its_connection_string_is_refused_without_showing_it()
    {
        var line = await RefusedAsync(
            [], ("Collab__Storage__Provider", "MySql"), ("Collab__Storage__Directory", "Data Source=/tmp/secret.db"),
            ("Collab__Storage__Shards__0__Name", "a"), ("Collab__Storage__Shards__0__ConnectionString", "Server=x;Database=y;Password=hush"));
        Assert.Contains("is for SQLite", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_whose_parent_is_missing_is_refused_and_not_made()
    {
        var missing = Path.Combine(_folder, "not", "there");
        Assert.Contains("does not exist", await RefusedAsync(["--data", missing]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "not")));
    }

    [Fact]
    public async Task A_file_in_the_data_folders_place_is_refused()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        Assert.Contains("cannot be written to", await RefusedAsync(["--data", file]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_refused_before_anything_is_written()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var data = Path.Combine(_folder, "data");
        var line = await RefusedAsync(["--data", data, $"--port={port}"]);
        Assert.Contains($"Port {port} is in use", line, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(data, "directory.db")));
    }

    [Fact]
    public async Task Processes_that_make_the_schema_at_once_take_turns()
    {
        var data = Path.Combine(_folder, "data");
        Started[] processes = [.. Enumerable.Range(0, 3).Select(_ => Started.With(["db", "migrate", "--data", data]))];
        foreach (var process in processes)
        {
            using (process)
                Assert.Equal((0, ""), (await process.EndAsync(), process.Errors));
        }

        using var check = Started.With(["db", "verify", "--data", data]);
        Assert.Equal(0, await check.EndAsync());
    }

    [Fact]
    public async Task An_unknown_command_is_refused() => Assert.Contains("'sevre'", await RefusedAsync(["sevre"]), StringComparison.Ordinal);

    [Fact]
    public async Task A_damaged_database_is_refused_with_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "directory.db"), new string('x', 4096), TestContext.Current.CancellationToken);
        Assert.Contains("directory", await RefusedAsync(["--data", _folder, "--port", "0"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_where_it_is_and_with_which_code_serves_and_stops_when_told()
    {
        using var program = Started.With(["--data", Path.Combine(_folder, "data")], ("Collab__Port", "0"));
        var address = await ReadyAsync(program);
        Assert.Matches("First-run code: [A-Z0-9]{4}-[A-Z0-9]{4}", program.Output);
        using var client = new HttpClient { BaseAddress = address };
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await program.SignalAsync("TERM");
        Assert.Equal(0, await program.EndAsync());
        Assert.Equal("", program.Errors.Trim());
        // Besides the lines for the person at the console, everything is JSON.
        var lines = program.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.All(lines.Where(l => !l.StartsWith("Collab is ready", StringComparison.Ordinal) && !l.StartsWith("First-run code", StringComparison.Ordinal)), l => JsonNode.Parse(l));
    }

    [Fact]
    public async Task It_stops_without_complaint_when_told_while_it_is_still_starting()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        await using var busy = new SqliteConnection($"Data Source={Path.Combine(data, "directory.db")};Pooling=False");
        await busy.OpenAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(busy, "BEGIN EXCLUSIVE");
        using var program = Started.With(["--data", data], ("Collab__Port", "0"));
        // With the file open it waits for the lock, in the middle of its start.
        await Eventually.TrueAsync(() => HasOpen(program.Id, "directory.db"), "the program opens the directory", TimeSpan.FromSeconds(60));
        await program.SignalAsync("TERM");
        await Eventually.TrueAsync(() => program.Output.Contains("Draining", StringComparison.Ordinal), "the program has heard");
        await ExecuteAsync(busy, "ROLLBACK");
        Assert.Equal(0, await program.EndAsync());
        Assert.DoesNotContain("Unhandled", program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_looked_after_from_the_command_line()
    {
        var data = Path.Combine(_folder, "data");
        Assert.Equal(1, (await RunAsync("db", "verify", "--data", data)).Code);
        Assert.Contains("not there yet", (await RunAsync("db", "status", "--data", data)).Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(data, "directory.db")));
        Assert.Equal(0, (await RunAsync("db", "migrate", "--data", data)).Code);
        Assert.Equal(0, (await RunAsync("db", "verify", "--data", data)).Code);
        Assert.Contains("is at schema", (await RunAsync("db", "status", "--data", data)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_first_run_code_is_made_anew_from_the_command_line()
    {
        var data = Path.Combine(_folder, "data");
        Assert.Contains("db migrate", (await RunAsync("setup-code", "--data", data)).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("db", "migrate", "--data", data)).Code);
        var (code, output) = await RunAsync("setup-code", "--data", data);
        Assert.Equal(0, code);
        Assert.Matches("First-run code: [A-Z0-9]{4}-[A-Z0-9]{4}", output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<Uri> ReadyAsync(Started program)
    {
        const string Said = "Collab is ready on ";
        await Eventually.TrueAsync(() => program.HasExited || program.Output.Contains("First-run code", StringComparison.Ordinal), "the program is ready", TimeSpan.FromSeconds(60));
        Assert.False(program.HasExited, program.Errors + program.Output);
        return new Uri(program.Output.Split('\n').First(l => l.StartsWith(Said, StringComparison.Ordinal))[Said.Length..].Trim());
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static bool HasOpen(int process, string file) =>
        new DirectoryInfo($"/proc/{process}/fd").EnumerateFiles().Any(open => open.LinkTarget?.EndsWith(file, StringComparison.Ordinal) == true);

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var program = Started.With(arguments);
        return (await program.EndAsync(), program.Output + program.Errors);
    }

    private async Task<string> RefusedAsync(string[] arguments, params (string Name, string Value)[] environment)
    {
        string[] withData = arguments.Contains("--data") ? arguments : [.. arguments, "--data", Path.Combine(_folder, "data")];
        using var program = Started.With(withData, environment);
        Assert.Equal(2, await program.EndAsync());
        var lines = program.Errors.Trim().Split('\n');
        Assert.True(lines.Length == 1, program.Errors);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
        return lines[0];
    }
}
