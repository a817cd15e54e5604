namespace Collab.Domain.Files;

/// <summary>How far a file has come; stored by number, so numbers never change.</summary>
public enum FileState
{
    /// <summary>Its bytes are on their way.</summary>
    Arriving = 0,

    /// <summary>It is there and no message has it yet: its sender alone may see it.</summary>
    Loose = 1,

    /// <summary>It goes with a message: who may read that may open it.</summary>
    Attached = 2,

    /// <summary>It is being deleted: nobody sees it any more, but its bytes may be there still.</summary>
    Dropped = 3,

    /// <summary>Its message is gone and a legal hold keeps it: nobody sees it but an auditor.</summary>
    Held = 4,
}
