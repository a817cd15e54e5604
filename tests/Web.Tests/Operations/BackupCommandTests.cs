using Collab.Web.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Collab.Web.Tests.Operations;

/// <summary><c>backup</c> and <c>restore</c> as an operator runs them.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("collab-commands-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_command_of_the_page_works()
    {
        var (data, restored) = (Path.Combine(_folder, "data"), Path.Combine(_folder, "restored"));
        await StartOnceAsync(data);
        var commands = PageCommands.Of("docs/operate/backup.md");
        Assert.Equal(["backup", "backup", "restore", "db"], commands.Select(c => c[0]));
        foreach (var command in commands)
        {
            var arguments = command.Select(word => word == "collab.zip" ? Path.Combine(_folder, word) : word);
            var (code, output) = await RunAsync([.. arguments, "--data", command[0] == "backup" ? data : restored]);
            Assert.True(code == 0, output);
        }

        Assert.Equal(await KeyAsync(data), await KeyAsync(restored));
    }

    [Fact]
    public async Task A_folder_gets_a_file_named_after_the_time_that_only_its_owner_reads()
    {
        var data = Path.Combine(_folder, "data");
        await StartOnceAsync(data);
        var backups = Directory.CreateDirectory(Path.Combine(_folder, "backups")).FullName;
        Assert.Equal(0, (await RunAsync("backup", backups, "--data", data)).Code);
        var file = Assert.Single(Directory.GetFiles(backups));
        Assert.Matches(@"collab-\d{8}T\d{6}Z\.zip$", file);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_line()
    {
        var data = Path.Combine(_folder, "data");
        var file = Path.Combine(_folder, "a.zip");
        Assert.Equal((2, "collab: The database directory is not there yet. Run: ./dev db migrate"), await RunAsync("backup", file, "--data", data));
        await StartOnceAsync(data);
        Assert.Equal(
            (2, $"collab: The folder {Path.Combine(_folder, "missing")} does not exist. Make it, or give another one."),
            await RunAsync("backup", Path.Combine(_folder, "missing", "a.zip"), "--data", data));
        Assert.Equal((2, $"collab: There is no file {file}."), await RunAsync("restore", file, "--data", data));
        Assert.Equal((2, $"collab: There is no file {file}."), await RunAsync("backup", "verify", file));
    }

    private static async Task StartOnceAsync(string data)
    {
        using var program = Started.With(["--data", data], ("Collab__Port", "0"));
        await Support.Eventually.TrueAsync(
            () => program.HasExited || program.Output.Contains("First-run code", StringComparison.Ordinal), "the program is ready", TimeSpan.FromSeconds(60));
        await program.SignalAsync("TERM");
        Assert.Equal(0, await program.EndAsync());
    }

    // The key that protects forms and pages, made at the first start.
    private static async Task<string> KeyAsync(string data)
    {
        await using var directory = new SqliteConnection($"Data Source={Path.Combine(data, "directory.db")};Pooling=False");
        await directory.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = directory.CreateCommand();
        command.CommandText = "SELECT name || xml FROM protection_key";
        return Assert.IsType<string>(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var program = Started.With(arguments);
        return (await program.EndAsync(), (program.Output + program.Errors).Trim());
    }
}
