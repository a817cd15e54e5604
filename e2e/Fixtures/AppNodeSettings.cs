using System.Globalization;

namespace Collab.e2e.Fixtures;

/// <summary>What one node is told by its environment.</summary>
public sealed record AppNodeSettings(string Name, string DataDirectory)
{
    /// <summary>Settings by their full names, beyond port and data folder.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Beside the data folder, so that "is everything gone?" is asked of the folder alone.</summary>
    public string LogPath => DataDirectory + ".log";

    public IReadOnlyDictionary<string, string> Environment(int port) => new Dictionary<string, string>(Settings)
    {
        ["Collab__Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Collab__Data"] = DataDirectory,
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["DOTNET_gcServer"] = "0",
    };
}
