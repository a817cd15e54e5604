namespace Collab.Support.Processes;

/// <summary>What to run under guard, and where its standard output and error go.</summary>
public sealed record GuardedCommand(string FileName, IReadOnlyList<string> Arguments, string LogPath)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string? WorkingDirectory { get; init; }

    /// <summary>Removed when the tests were killed and can no longer do it.</summary>
    public string? RemoveWhenOrphaned { get; init; }
}
