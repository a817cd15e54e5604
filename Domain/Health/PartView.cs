namespace Collab.Domain.Health;

/// <summary>A part that Collab runs on, as this node sees it.</summary>
/// <param name="Name">E.g. <c>shard-0</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsReachable">False when it does not answer within seconds.</param>
/// <param name="Milliseconds">How long its answer took; null when there was none, or nothing was asked.</param>
/// <param name="IsIncomplete">It answers, but is being filled, or is short of something.</param>
/// <param name="Messages">Of the search index: how many messages it has.</param>
public sealed record PartView(string Name, PartKind Kind, bool IsReachable, double? Milliseconds, bool IsIncomplete = false, long? Messages = null);

/// <summary>The kinds of parts.</summary>
public enum PartKind
{
    /// <summary>Organization, people, channels' names, the shard map.</summary>
    Directory,

    /// <summary>A share of everything that is said.</summary>
    Shard,

    /// <summary>What nodes tell each other through.</summary>
    Bus,

    /// <summary>What messages are searched in.</summary>
    Search,
}
