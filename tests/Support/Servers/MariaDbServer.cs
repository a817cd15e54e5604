using System.Text.RegularExpressions;
using Collab.Support.Processes;
using MySqlConnector;

namespace Collab.Support.Servers;

/// <summary>A private MariaDB on loopback with its own data directory. Commits are durable, as in production.</summary>
public sealed partial class MariaDbServer : IAsyncDisposable
{
    private readonly PrivateDirectory directory;
    private readonly MariaDbOptions options;
    private GuardedProcess process;
    private bool isDown;

    private MariaDbServer(PrivateDirectory directory, MariaDbOptions options, SmallDisk? disk, GuardedProcess process, int port)
    {
        this.directory = directory;
        this.options = options;
        this.process = process;
        Disk = disk;
        Port = port;
    }

    public int Port { get; }

    public int ProcessId => process.Id;

    /// <summary>Where its files are; each database has a folder there.</summary>
    public string DataFolder => directory.File("data");

    /// <summary>The disk of its own that was asked for.</summary>
    public SmallDisk? Disk { get; }

    public bool HasExited => process.HasExited;

    public string LogTail => process.LogTail(lines: 120);

    public static async Task<MariaDbServer> StartAsync(MariaDbOptions? options = null, CancellationToken ct = default)
    {
        options ??= new MariaDbOptions();
        var daemon = Tool.Find("mariadbd", "mariadb-server");
        var directory = new PrivateDirectory("collab-mariadb-");
        SmallDisk? disk = null;
        try
        {
            if (options.DiskMegabytes is { } megabytes)
                disk = await SmallDisk.MountAsync(Directory.CreateDirectory(directory.File("data")).FullName, megabytes, null, ct);
            await MariaDbTemplate.UnpackAsync(daemon, directory.File("data"), ct);
            var (process, port) = await ServerStart.UntilReadyAsync(p => Command(daemon, directory, options, p), AnswersAsync, ct);
            return new MariaDbServer(directory, options, disk, process, port);
        }
        catch
        {
            await RemoveAsync(directory, disk);
            throw;
        }
    }

    /// <summary>Makes an empty database and answers its connection string; fails when the name is taken.</summary>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken ct = default)
    {
        if (!DatabaseName().IsMatch(name))
        {
            throw new ArgumentException($"'{name}' is no database name: small letters, digits and '_', at most 64.", nameof(name));
        }

        await ExecuteAsync($"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", ct);
        return ConnectionString(name);
    }

    public async Task ExecuteAsync(string sql, CancellationToken ct = default)
    {
        await using var connection = new MySqlConnection(ConnectionString(null));
        await connection.OpenAsync(ct);
#pragma warning disable CA2100 // statements of tests, on a server of their own
        await using var command = new MySqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(ct);
    }

    public string ConnectionString(string? database) => ConnectionString(Port, database);

    /// <summary>Kills the server without warning and starts it again on the same data and port: what a power cut does.</summary>
    public async Task CrashAndRestartAsync(CancellationToken ct = default)
    {
        await CrashAsync();
        await StartAgainAsync(ct);
    }

    /// <summary>Kills the server without warning; <see cref="StartAgainAsync"/> brings it back on the same data and port.</summary>
    public async Task CrashAsync()
    {
        await process.KillAsync();
        await process.DisposeAsync();
        isDown = true;
    }

    public async Task StartAgainAsync(CancellationToken ct = default)
    {
        process = await GuardedProcess.StartAsync(Command(Tool.Find("mariadbd", "mariadb-server"), directory, options, Port), ct);
        isDown = false;
        await Eventually.TrueAsync(() => AnswersAsync(Port), "MariaDB answers after a crash", TimeSpan.FromSeconds(60));
    }

    /// <summary>It stays connected and answers nothing, until <see cref="Resume"/>.</summary>
    public void Pause() => process.Pause();

    public void Resume() => process.Resume();

    public async ValueTask DisposeAsync()
    {
        // Every test that comes after it fails, and its log goes with it.
        if (!isDown && HasExited)
            await Console.Error.WriteLineAsync($"MariaDB on port {Port} has ended by itself: {LogTail}");
        if (!isDown)
            await process.DisposeAsync();
        await RemoveAsync(directory, Disk);
    }

    private static async Task RemoveAsync(PrivateDirectory directory, SmallDisk? disk)
    {
        if (disk is not null)
            await disk.DisposeAsync();
        directory.Dispose();
    }

    private static GuardedCommand Command(string daemon, PrivateDirectory directory, MariaDbOptions options, int port) =>
        new(daemon,
            [
                "--no-defaults", .. MariaDbTemplate.AccountArguments,
                $"--datadir={directory.File("data")}", $"--socket={directory.File("data/s.sock")}", MariaDbTemplate.ScratchArgument(directory),
                $"--port={port}", "--bind-address=127.0.0.1", "--skip-name-resolve",
                "--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin",
                $"--innodb-flush-log-at-trx-commit={options.FlushLogAtCommit}",
                $"--innodb-buffer-pool-size={options.BufferPoolMegabytes}M", $"--innodb-log-file-size={options.LogMegabytes}M",
                $"--max-connections={options.MaxConnections}", "--innodb-fast-shutdown=2", "--performance-schema=OFF",
                "--innodb-buffer-pool-dump-at-shutdown=OFF", "--innodb-buffer-pool-load-at-startup=OFF",
                .. options.Extra,
            ],
            directory.File("server.log"))
        {
            RemoveWhenOrphaned = directory.Location,
        };

    private static string ConnectionString(int port, string? database) => new MySqlConnectionStringBuilder
    {
        Server = "127.0.0.1",
        Port = (uint)port,
        UserID = "root",
        Database = database ?? "",
        CharacterSet = "utf8mb4",
        SslMode = MySqlSslMode.None,
        AllowPublicKeyRetrieval = true,
        MaximumPoolSize = 100,
    }.ConnectionString;

    private static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            await using var connection = new MySqlConnection(ConnectionString(port, null) + ";Pooling=false;Connection Timeout=2");
            await connection.OpenAsync();
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z0-9_]{1,64}$")]
    private static partial Regex DatabaseName();
}
