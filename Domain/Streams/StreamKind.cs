namespace Collab.Domain.Streams;

/// <summary>What a stream is; stored by number, so numbers never change.</summary>
public enum StreamKind
{
    /// <summary>A named channel of a workspace.</summary>
    Channel = 0,

    /// <summary>A chat of exactly two people (or one with oneself).</summary>
    Direct = 1,

    /// <summary>A chat of three or more people.</summary>
    Group = 2,

    /// <summary>The replies to one message; its seats are its followers.</summary>
    Thread = 3,
}
