using Collab.Domain.Shared.Storage;

namespace Collab.Web.Hosting.Settings;

/// <summary>Everything that an operator can set; section <c>Collab</c>, in the environment <c>Collab__Port</c> and so on.</summary>
public sealed class CollabOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Collab";

    /// <summary>The port that is listened on; 0 takes any free one.</summary>
    public int Port { get; set; } = 5080;

    /// <summary>Where to listen: <c>localhost</c>, or <c>*</c> for every address. Empty means localhost, in a container every address.</summary>
    public string Host { get; set; } = "";

    /// <summary>The folder of the embedded stores and keys.</summary>
    public string Data { get; set; } = "./data";

    /// <summary>Start with the demo organization when there is none yet.</summary>
    public bool Demo { get; set; }

    /// <summary>The address that people see, e.g. <c>https://chat.example.com</c>; used in links. Empty takes the request's.</summary>
    public string Url { get; set; } = "";

    /// <summary>Networks of the reverse proxies that are believed, e.g. <c>10.0.0.0/8</c>. Loopback always is.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Where everything is stored.</summary>
    public StorageSettings Storage { get; } = new();

    /// <summary>How nodes tell each other of news.</summary>
    public BusSettings Bus { get; } = new();

    /// <summary>The keys that protect cookies.</summary>
    public DataProtectionSettings DataProtection { get; } = new();

    /// <summary>Metrics and traces.</summary>
    public TelemetrySettings Telemetry { get; } = new();

    /// <summary>Bounds.</summary>
    public LimitSettings Limits { get; } = new();

    /// <summary>Section <c>Storage</c>.</summary>
    public sealed class StorageSettings
    {
        /// <summary>Which databases.</summary>
        public DatabaseDialect Provider { get; set; } = DatabaseDialect.Sqlite;

        /// <summary>Connection string of the directory database.</summary>
        public string Directory { get; set; } = "";

        /// <summary>The shards, in the order of their numbers.</summary>
        public IList<ShardSettings> Shards { get; } = [];

        /// <summary>Bring the schema up to date at start.</summary>
        public bool MigrateOnStart { get; set; }
    }

    /// <summary>One of <c>Storage:Shards</c>.</summary>
    public sealed class ShardSettings
    {
        /// <summary>Its name.</summary>
        public string Name { get; set; } = "";

        /// <summary>Its connection string.</summary>
        public string ConnectionString { get; set; } = "";
    }

    /// <summary>Section <c>Bus</c>.</summary>
    public sealed class BusSettings
    {
        /// <summary>Which bus.</summary>
        public BusProvider Provider { get; set; } = BusProvider.InProcess;

        /// <summary>Where Redis is, e.g. <c>redis:6379</c>.</summary>
        public string Redis { get; set; } = "";
    }

    /// <summary>Section <c>DataProtection</c>.</summary>
    public sealed class DataProtectionSettings
    {
        /// <summary>A folder for the keys that all nodes share. Empty: Redis when the bus is Redis, else the data folder.</summary>
        public string KeysPath { get; set; } = "";
    }

    /// <summary>Section <c>Telemetry</c>.</summary>
    public sealed class TelemetrySettings
    {
        /// <summary>Where metrics and traces go, e.g. <c>http://collector:4317</c>; empty sends nothing.</summary>
        public string OtlpEndpoint { get; set; } = "";

        /// <summary>Answer <c>/metrics</c> to every address, not to loopback only.</summary>
        public bool PublicMetrics { get; set; }
    }

    /// <summary>Section <c>Limits</c>.</summary>
    public sealed class LimitSettings
    {
        /// <summary>Largest body of a request, in bytes.</summary>
        public int RequestBody { get; set; } = 1024 * 1024;

        /// <summary>Most programs connected to one node's <c>/hubs/events</c>.</summary>
        public int HubClients { get; set; } = 20_000;

        /// <summary>Most streams that one program follows.</summary>
        public int HubSubscriptions { get; set; } = 5_000;

        /// <summary>Events that wait for one slow program; more, and it is told to read afresh.</summary>
        public int HubQueue { get; set; } = 1_024;

        /// <summary>How long a stopping node waits for its people to move to another one, in seconds.</summary>
        public int DrainSeconds { get; set; } = 25;
    }
}
