using Collab.Domain.Files;

namespace Collab.Infrastructure.Files;

/// <summary>What files are taken and where their bytes are kept; section <c>Collab:Files</c>.</summary>
public sealed class FilesOptions
{
    /// <summary>Largest file, in megabytes of 1,048,576 bytes.</summary>
    public int MaxMegabytes { get; set; } = 100;

    /// <summary>Extensions that are not taken, e.g. <c>exe</c>.</summary>
    public IList<string> BlockedExtensions { get; } = [];

    /// <summary>The folder of the bytes, one that all nodes share. Empty: <c>files</c> in the data folder, which is for a single node.</summary>
    public string Path { get; set; } = "";

    /// <summary>The same for the use cases.</summary>
    public FileLimits ToLimits() =>
        new(MaxMegabytes * 1_048_576L, BlockedExtensions.Select(e => e.Trim().TrimStart('.').ToLowerInvariant()).Where(e => e.Length > 0).ToHashSet(StringComparer.Ordinal));
}
