namespace Collab.Domain.Consumers;

/// <summary>How a consumer of events is doing. Stored by number, so numbers never change.</summary>
public enum ConsumerCondition
{
    /// <summary>It has handled what has happened, or is about to.</summary>
    Current = 0,

    /// <summary>A node has just taken over and looks through all streams for what was left.</summary>
    CatchingUp = 1,

    /// <summary>An event has failed and is tried again; its stream waits, others go on.</summary>
    Retrying = 2,

    /// <summary>Something that it needs cannot be reached; it goes on by itself when that is back.</summary>
    Stopped = 3,

    /// <summary>No node works for it at the moment.</summary>
    Unattended = 4,

    /// <summary>The shard does not answer.</summary>
    Unreachable = 5,
}
