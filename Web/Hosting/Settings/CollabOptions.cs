namespace Collab.Web.Hosting.Settings;

/// <summary>What an operator can set for the program as a whole; section <c>Collab</c>, in the environment <c>Collab__Port</c> and so on. Parts have settings of their own: <see cref="PartSettings"/>.</summary>
public sealed class CollabOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Collab";

    /// <summary>The port that is listened on; 0 takes any free one.</summary>
    public int Port { get; set; } = 5080;

    /// <summary>Where to listen: <c>localhost</c>, or <c>*</c> for every address. Empty means localhost, in a container every address.</summary>
    public string Host { get; set; } = "";

    /// <summary>The folder of the embedded stores and keys.</summary>
    public string Data { get; set; } = "data";

    /// <summary>Start with the demo organization when there is none yet.</summary>
    public bool Demo { get; set; }

    /// <summary>The address that people see, e.g. <c>https://chat.example.com</c>; used in links. Empty takes the request's.</summary>
    public string Url { get; set; } = "";

    /// <summary>The node's name in the registry of nodes, one of its own. Empty takes the machine's name and the port.</summary>
    public string NodeName { get; set; } = "";

    /// <summary>Networks of the reverse proxies that are believed, e.g. <c>10.0.0.0/8</c>. Loopback always is.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>The keys that protect forms and pages.</summary>
    public DataProtectionSettings DataProtection { get; } = new();

    /// <summary>Metrics and traces.</summary>
    public TelemetrySettings Telemetry { get; } = new();

    /// <summary>What the program tells about its own insides.</summary>
    public DiagnosticsSettings Diagnostics { get; } = new();

    /// <summary>The live connections of programs.</summary>
    public HubSettings Hub { get; } = new();

    /// <summary>Largest body of a request, in bytes.</summary>
    public int MaxRequestBody { get; set; } = 1024 * 1024;

    /// <summary>How long a stopping node waits for its people to move to another one, in seconds.</summary>
    public int DrainSeconds { get; set; } = 25;

    /// <summary>Section <c>DataProtection</c>.</summary>
    public sealed class DataProtectionSettings
    {
        /// <summary>A folder for the keys that all nodes share. Empty: the directory database has them.</summary>
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

    /// <summary>Section <c>Diagnostics</c>.</summary>
    public sealed class DiagnosticsSettings
    {
        /// <summary>Answer <c>POST /diagnostics/memory</c> on loopback with the size of the live heap, after collecting it.</summary>
        public bool Memory { get; set; }
    }

    /// <summary>Section <c>Hub</c>.</summary>
    public sealed class HubSettings
    {
        /// <summary>Most programs connected to one node's <c>/hubs/events</c>.</summary>
        public int Clients { get; set; } = 20_000;

        /// <summary>Most programs that are connected to one node and not yet told of their places; others are told when to come again.</summary>
        public int Coming { get; set; } = 256;

        /// <summary>Most streams that one program follows.</summary>
        public int Subscriptions { get; set; } = 5_000;

        /// <summary>Events that wait for one slow program; more, and it is told to read afresh.</summary>
        public int Queue { get; set; } = 1_024;
    }
}
