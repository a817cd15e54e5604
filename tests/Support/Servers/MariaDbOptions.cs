namespace Collab.Support.Servers;

/// <summary>How large a private server may be; the defaults suit tests, a bench asks for more.</summary>
public sealed record MariaDbOptions
{
    public int BufferPoolMegabytes { get; init; } = 64;

    public int LogMegabytes { get; init; } = 32;

    public int MaxConnections { get; init; } = 2000;

    /// <summary>1 = every commit is on disk before it is acknowledged, as in production.</summary>
    public int FlushLogAtCommit { get; init; } = 1;

    /// <summary>The size of a disk of its own for all its data, in megabytes; null when it may use what there is.</summary>
    public int? DiskMegabytes { get; init; }

    /// <summary>Further options of mariadbd, each as it would stand on the command line.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];
}
