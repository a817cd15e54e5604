namespace Collab.Domain.Messages;

/// <summary>What became of a message; stored by number, so numbers never change.</summary>
public enum MessageState
{
    /// <summary>To be seen.</summary>
    Posted = 0,

    /// <summary>Taken back for everyone by its author.</summary>
    Recalled = 1,

    /// <summary>Its time ran out.</summary>
    Expired = 2,

    /// <summary>Out of sight, kept for a legal hold.</summary>
    Held = 3,

    /// <summary>The reader has deleted it for herself: told of a thread's root, and of what happened meanwhile, and never stored.</summary>
    Hidden = 4,
}
