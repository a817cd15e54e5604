namespace Collab.Domain.Messages;

/// <summary>The kinds of system rows; stored by number, so numbers never change.</summary>
public enum SystemNoteKind
{
    /// <summary>People joined, or were added.</summary>
    Joined = 0,

    /// <summary>Somebody left.</summary>
    Left = 1,

    /// <summary>Somebody was removed.</summary>
    Removed = 2,

    /// <summary>The channel has a new name.</summary>
    Renamed = 3,

    /// <summary>The channel has a new topic.</summary>
    TopicSet = 4,

    /// <summary>The channel was archived.</summary>
    Archived = 5,

    /// <summary>The channel was opened again.</summary>
    Unarchived = 6,

    /// <summary>After how many seconds messages disappear was set; 0 when they stay.</summary>
    LifetimeSet = 7,
}
