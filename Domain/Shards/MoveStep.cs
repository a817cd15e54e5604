namespace Collab.Domain.Shards;

/// <summary>How far the move of a bucket is; stored by number, so numbers never change.</summary>
public enum MoveStep
{
    /// <summary>Nothing has happened yet.</summary>
    Planned = 0,

    /// <summary>Rows are copied to the target and catch up with what is written meanwhile.</summary>
    Copying = 1,

    /// <summary>Writers wait while the last rows follow.</summary>
    Fenced = 2,

    /// <summary>Source and target are proved equal.</summary>
    Verified = 3,

    /// <summary>The map names the target.</summary>
    Switched = 4,

    /// <summary>No node looks at the source any more; its rows are deleted.</summary>
    Cleaning = 5,

    /// <summary>Over.</summary>
    Done = 6,

    /// <summary>Rolled back: everything is as it was before.</summary>
    Undone = 7,
}
