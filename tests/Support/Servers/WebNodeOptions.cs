namespace Collab.Support.Servers;

/// <summary>What one node is told.</summary>
/// <param name="Name">Its name among the nodes.</param>
/// <param name="DataFolder">Its data; its log lies beside the folder.</param>
public sealed record WebNodeOptions(string Name, string DataFolder)
{
    /// <summary>By their full names, e.g. <c>Collab:Storage:Provider</c>; names without a colon go into the environment as they are.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What it listens on and is reached by; <c>localhost</c> where people use passkeys, which want a name.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The program, where it is not the one that was built with these tests.</summary>
    public string? Program { get; init; }

    /// <summary>A network of its own to run in; <see cref="Host"/> is its inside then.</summary>
    public NetworkSpace? Network { get; init; }
}
