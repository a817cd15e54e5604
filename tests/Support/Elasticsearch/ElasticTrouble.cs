namespace Collab.Support.Elasticsearch;

/// <summary>How a server misbehaves. All of it can be turned on and off while it runs.</summary>
public sealed class ElasticTrouble
{
    private int _refused;

    private int _held;

    /// <summary>Answers are made, and held back until this is done; null for at once.</summary>
    public Task? Holds { get; set; }

    /// <summary>How many answers were held back.</summary>
    public int Held => _held;

    /// <summary>Connections break.</summary>
    public bool IsDown { get; set; }

    /// <summary>Answers do not come.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Answers to bulk requests with more changes than this do not come; null for no such limit.</summary>
    public int? IsSilentAbove { get; set; }

    /// <summary>Every request is answered with this status, as an overloaded cluster or a proxy does; 0 for none.</summary>
    public int Status { get; set; }

    /// <summary>So many requests are answered with <see cref="Status"/>, then no more; negative for all.</summary>
    public int StatusTimes { get; set; } = -1;

    /// <summary>Bulk requests are refused as a whole, one out of two.</summary>
    public bool RefusesEveryOtherBulk { get; set; }

    /// <summary>Of the changes in bulk requests every nth is refused for now; 0 for none.</summary>
    public int RefusesEveryNth { get; set; }

    /// <summary>With which status, then.</summary>
    public int RefusalStatus { get; set; } = 429;

    /// <summary>A disk is nearly full: indices take no changes.</summary>
    public bool IsFlooded { get; set; }

    /// <summary>Somebody has made indices read-only.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>A primary shard is nowhere.</summary>
    public bool IsRed { get; set; }

    /// <summary>A copy of a shard is nowhere.</summary>
    public bool IsYellow { get; set; }

    /// <summary>Searches lack a shard.</summary>
    public bool LacksShard { get; set; }

    /// <summary>Searches end before they are through.</summary>
    public bool RunsOutOfTime { get; set; }

    /// <summary>The version that it says it is.</summary>
    public string Version { get; set; } = "9.1.4";

    /// <summary>What it says it is when it is not Elasticsearch.</summary>
    public string? Distribution { get; set; }

    /// <summary>Says that the account may not: the beginning of the paths.</summary>
    public string? Forbids { get; set; }

    internal Task HoldAsync()
    {
        if (Holds is not { } holding)
            return Task.CompletedTask;
        Interlocked.Increment(ref _held);
        return holding;
    }

    internal int Refuse() => ++_refused;
}
