namespace Collab.Web.Tests.Operations;

/// <summary>One service of the compose file.</summary>
internal sealed class ComposeService(Dictionary<string, object> body)
{
    public string Image => (string)body["image"];

    public bool IsBuiltHere => body.ContainsKey("build");

    public IReadOnlyDictionary<string, string> Environment =>
        ComposeFile.Map(Value("environment")).ToDictionary(e => e.Key, e => (string)e.Value, StringComparer.Ordinal);

    /// <summary>Service → condition.</summary>
    public IReadOnlyDictionary<string, string> DependsOn =>
        ComposeFile.Map(Value("depends_on")).ToDictionary(d => d.Key, d => (string)ComposeFile.Map(d.Value)["condition"], StringComparer.Ordinal);

    public IReadOnlyList<string> Healthcheck => ComposeFile.List(ComposeFile.Map(Value("healthcheck")).GetValueOrDefault("test"));

    public IReadOnlyList<string> Ports => ComposeFile.List(Value("ports"));

    /// <summary>Volume or path on the machine → path in the container.</summary>
    public IReadOnlyList<(string Source, string Target)> Mounts =>
        [.. ComposeFile.List(Value("volumes")).Select(mount => mount.Split(':')).Select(parts => (parts[0], parts[1]))];

    private object? Value(string key) => body.GetValueOrDefault(key);
}
