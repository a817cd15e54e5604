using System.Data.Common;
using System.Net;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Storage;
using Collab.Identity;
using Collab.Infrastructure.Files;
using Collab.Infrastructure.Limits;
using Collab.Infrastructure.Mail;
using Collab.Infrastructure.Realtime;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.TownHalls;
using Collab.Search;

namespace Collab.Web.Hosting.Settings;

/// <summary>Reads the settings and refuses what cannot work, before anything is opened or written.</summary>
internal static class SettingsCheck
{
    // What tells the dialects' connection strings apart.
    private static readonly string[] SqliteKeys = ["data source", "datasource", "filename"];
    private static readonly string[] ServerKeys = ["server", "host", "port", "user id", "uid", "user", "username", "database"];

    /// <summary>Returns the settings, or throws a <see cref="SettingsException"/>.</summary>
    public static CollabOptions Read(IConfiguration configuration)
    {
        SettingNames.Check(configuration);
        var options = configuration.GetSection(CollabOptions.Section).Get<CollabOptions>() ?? new CollabOptions();
        CheckAddresses(options);
        CheckStorage(Bind<StorageOptions>(configuration, "Storage"));
        CheckBounds(options);
        if (Bind<SearchOptions>(configuration, "Search").Fault() is { } fault)
            throw new SettingsException(fault);
        CheckFiles(Bind<FilesOptions>(configuration, "Files"));
        AtLeast(1, Bind<TownHallOptions>(configuration, "TownHall").Viewers, "TownHall__Viewers");
        CheckIdentity(Bind<IdentityOptions>(configuration, "Identity"));
        CheckMail(Bind<MailOptions>(configuration, "Mail"), options);
        CheckLimits(Bind<RateLimitOptions>(configuration, "Limits"));
        if (Bind<BusOptions>(configuration, "Bus") is { Provider: BusProvider.Redis, Redis: null or "" })
            throw new SettingsException("Collab__Bus__Provider is Redis, but Collab__Bus__Redis is empty. Set it to the server, like redis:6379.");
        return options;
    }

    /// <summary>Makes sure of a data folder that can be written to.</summary>
    public static void PrepareData(CollabOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Data))
            throw new SettingsException("Collab__Data is empty. Set it to the folder where everything is kept.");
        var folder = Path.GetFullPath(options.Data);
        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent && !Directory.Exists(parent))
            throw new SettingsException($"The data folder {folder} cannot be made: {parent} does not exist. Is the disk mounted? Else make it first.");
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(
                Path.Combine(folder, $".write-test-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The data folder {folder} cannot be written to. Give this user the right to, or set Collab__Data to another folder.");
        }
    }

    private static void CheckAddresses(CollabOptions options)
    {
        if (options.Port is < 0 or > 65535)
            throw new SettingsException($"Collab__Port is {options.Port}, but a port is 1 to 65535.");
        if (options.Host is not ("" or "localhost" or "*") && !IPAddress.TryParse(options.Host, out _))
            throw new SettingsException($"Collab__Host is '{options.Host}', but it must be localhost, * or an IP address.");
        if (options.Url.Length > 0 && !(Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", PathAndQuery: "/" }))
            throw new SettingsException($"Collab__Url is '{options.Url}', but it must be an address like https://chat.example.com.");
        foreach (var network in options.TrustedProxies)
        {
            if (!IPNetwork.TryParse(network, out _))
                throw new SettingsException($"Collab__TrustedProxies names '{network}', but a network is written like 10.0.0.0/8.");
        }

        if (options.Telemetry.OtlpEndpoint.Length > 0 && !Uri.TryCreate(options.Telemetry.OtlpEndpoint, UriKind.Absolute, out _))
            throw new SettingsException($"Collab__Telemetry__OtlpEndpoint is '{options.Telemetry.OtlpEndpoint}', but it must be an address like http://collector:4317.");
    }

    private static void CheckStorage(StorageOptions storage)
    {
        if (storage.Provider == DatabaseDialect.Sqlite)
        {
            if (storage.Directory is { Length: > 0 } || storage.Shards.Count > 0)
            {
                throw new SettingsException(
                    "Collab__Storage names servers, but Collab__Storage__Provider is Sqlite. Set it to MySql, or remove Directory and Shards.");
            }

            return;
        }

        if (string.IsNullOrWhiteSpace(storage.Directory))
            throw new SettingsException("Collab__Storage__Provider is MySql, but Collab__Storage__Directory is empty. Set it to a connection string.");
        if (storage.Shards.Count == 0)
            throw new SettingsException("Collab__Storage__Provider is MySql, but there is no Collab__Storage__Shards__0__ConnectionString. Name at least one shard.");
        CheckServer("Collab__Storage__Directory", storage.Directory);
        for (var i = 0; i < storage.Shards.Count; i++)
        {
            if (storage.Shards[i].Name.Length == 0)
                throw new SettingsException($"Collab__Storage__Shards__{i}__Name is empty. Each shard needs a name of its own.");
            CheckServer($"Collab__Storage__Shards__{i}__ConnectionString", storage.Shards[i].ConnectionString);
        }
    }

    // The connection string may hold a password: it never goes into a message.
    private static void CheckServer(string setting, string connectionString)
    {
        var keys = ReadKeys(setting, connectionString);
        if (keys.Overlaps(SqliteKeys) && !keys.Overlaps(ServerKeys))
            throw new SettingsException($"{setting} is for SQLite, but Collab__Storage__Provider is MySql. Write it like Server=db;User ID=collab;Password=…;Database=collab.");
        if (!keys.Overlaps(["server", "host", "data source", "datasource"]))
            throw new SettingsException($"{setting} names no Server. Write it like Server=db;User ID=collab;Password=…;Database=collab.");
    }

    private static HashSet<string> ReadKeys(string setting, string connectionString)
    {
        try
        {
            return [.. new DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>().Select(key => key.ToLowerInvariant())];
        }
        catch (ArgumentException)
        {
            throw new SettingsException($"{setting} cannot be read. Write it like Server=db;User ID=collab;Password=…;Database=collab.");
        }
    }

    private static void CheckBounds(CollabOptions options)
    {
        AtLeast(1024, options.MaxRequestBody, nameof(options.MaxRequestBody));
        AtLeast(0, options.DrainSeconds, nameof(options.DrainSeconds));
        AtLeast(1, options.Hub.Clients, "Hub__Clients");
        AtLeast(1, options.Hub.Coming, "Hub__Coming");
        AtLeast(1, options.Hub.Subscriptions, "Hub__Subscriptions");
        AtLeast(2, options.Hub.Queue, "Hub__Queue");
    }

    private static void CheckFiles(FilesOptions files)
    {
        if (files.MaxMegabytes is < 1 or > 10_240)
            throw new SettingsException($"Collab__Files__MaxMegabytes is {files.MaxMegabytes}, but it must be 1 to 10240.");
        if (files.Path.Length > 0 && Path.GetDirectoryName(Path.GetFullPath(files.Path)) is { Length: > 0 } parent && !Directory.Exists(parent))
            throw new SettingsException($"Collab__Files__Path is '{files.Path}', but {parent} does not exist. Is the disk mounted? Else make it first.");
    }

    private static void CheckIdentity(IdentityOptions identity)
    {
        AtLeast(1, identity.SessionIdleDays, "Identity__SessionIdleDays");
        AtLeast(1, identity.SessionLifetimeDays, "Identity__SessionLifetimeDays");
        AtLeast(1, identity.FailuresPerAddress, "Identity__FailuresPerAddress");
    }

    private static void CheckMail(MailOptions mail, CollabOptions options)
    {
        if (mail.Port is < 1 or > 65535)
            throw new SettingsException($"Collab__Mail__Port is {mail.Port}, but a port is 1 to 65535.");
        if (mail.From.Length > 0 && !EmailAddress.Parse(mail.From).IsOk)
            throw new SettingsException($"Collab__Mail__From is '{mail.From}', but it must be an address like collab@example.com.");
        if (mail.Provider != MailProvider.Smtp)
            return;
        if (mail.Host.Length == 0)
            throw new SettingsException("Collab__Mail__Provider is Smtp, but Collab__Mail__Host is empty. Set it to the mail server.");
        if (mail.From.Length == 0)
            throw new SettingsException("Collab__Mail__Provider is Smtp, but Collab__Mail__From is empty. Set it to the address that mail comes from.");
        // A link in a mail must lead here, whatever a request says of itself.
        if (options.Url.Length == 0)
            throw new SettingsException("Collab__Mail__Provider is Smtp, but Collab__Url is empty. Set it to the address that people see: mails hold links to it.");
    }

    private static void CheckLimits(RateLimitOptions limits)
    {
        foreach (var kind in Enum.GetValues<RateKind>())
        {
            AtLeast(1, limits.For(kind).Burst, $"Limits__{kind}__Burst");
            if (limits.For(kind).PerSecond <= 0)
                throw new SettingsException($"Collab__Limits__{kind}__PerSecond is {limits.For(kind).PerSecond}, but it must be more than 0.");
        }
    }

    private static void AtLeast(int least, int value, string name)
    {
        if (value < least)
            throw new SettingsException($"Collab__{name} is {value}, but it must be at least {least}.");
    }

    private static T Bind<T>(IConfiguration configuration, string section)
        where T : new() => configuration.GetSection($"{CollabOptions.Section}:{section}").Get<T>() ?? new T();
}
