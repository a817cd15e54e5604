namespace Collab.Domain.Channels;

/// <summary>Which channels a directory page shows.</summary>
/// <param name="NamePrefix">Only names that start so; empty for all.</param>
/// <param name="NamePart">Only names that hold this anywhere; empty for all.</param>
/// <param name="Show">Which kind.</param>
public sealed record ChannelFilter(string NamePrefix = "", string NamePart = "", ChannelShow Show = ChannelShow.Open)
{
    /// <summary>Whether a name fits.</summary>
    public bool Fits(string name) =>
        name.StartsWith(NamePrefix, StringComparison.Ordinal) && name.Contains(NamePart, StringComparison.Ordinal);
}
