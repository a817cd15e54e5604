namespace Collab.Support.Crowd;

/// <summary>What people do, as far as its time is measured.</summary>
public enum Act
{
    /// <summary>From sending a message to its acknowledgement, over the live connection.</summary>
    PostByHub,

    /// <summary>The same by the API.</summary>
    PostByApi,

    /// <summary>From sending a message until one follower has it.</summary>
    Delivery,

    /// <summary>A page of a place's history.</summary>
    ReadPage,

    /// <summary>Moving one's read marker.</summary>
    MarkRead,

    /// <summary>Finding people or channels by name.</summary>
    Search,

    /// <summary>From a lost connection's first new attempt until everything that was followed is caught up.</summary>
    Sync,
}
