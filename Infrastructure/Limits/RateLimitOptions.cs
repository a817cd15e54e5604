using Collab.Domain.Shared;

namespace Collab.Infrastructure.Limits;

/// <summary>How fast one person may act; section <c>Collab:Limits</c>. Generous for people and well-behaved programs.</summary>
public sealed class RateLimitOptions
{
    /// <summary>New messages and replies.</summary>
    public RateLimit Post { get; set; } = new() { Burst = 60, PerSecond = 10 };

    /// <summary>Edits and reactions.</summary>
    public RateLimit Change { get; set; } = new() { Burst = 60, PerSecond = 10 };

    /// <summary>Making channels, chats, invitations.</summary>
    public RateLimit Create { get; set; } = new() { Burst = 30, PerSecond = 0.5 };

    /// <summary>Lists and searches.</summary>
    public RateLimit Read { get; set; } = new() { Burst = 300, PerSecond = 50 };

    /// <summary>Files on their way here: twice what one message may have.</summary>
    public RateLimit Upload { get; set; } = new() { Burst = 20, PerSecond = 1 };

    /// <summary>The limit of a kind.</summary>
    public RateLimit For(RateKind kind) =>
        kind switch
        {
            RateKind.Post => Post,
            RateKind.Change => Change,
            RateKind.Create => Create,
            RateKind.Read => Read,
            RateKind.Upload => Upload,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of limit."),
        };

    /// <summary>True when every limit lets something through.</summary>
    public bool IsUsable => Enum.GetValues<RateKind>().Select(For).All(limit => limit.Burst >= 1 && limit.PerSecond > 0);
}
