namespace Collab.Web.Hosting.Telemetry;

/// <summary>Whether the program has started.</summary>
internal sealed class Startup
{
    /// <summary>True once everything runs.</summary>
    public bool IsOver { get; set; }
}
