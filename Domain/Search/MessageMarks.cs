namespace Collab.Domain.Search;

/// <summary>What a message is or has that can be searched for. Stored by number in indices, so numbers never change.</summary>
[Flags]
public enum MessageMarks
{
    /// <summary>Nothing of it.</summary>
    None = 0,

    /// <summary>A link.</summary>
    Link = 1,

    /// <summary>Code, in a line or a block.</summary>
    Code = 2,

    /// <summary>A file, of whatever kind.</summary>
    File = 4,

    /// <summary>A reaction.</summary>
    Reaction = 8,

    /// <summary>Replies: it began a thread.</summary>
    Thread = 16,

    /// <summary>It is a reply in a thread.</summary>
    Reply = 32,

    /// <summary>It calls everybody.</summary>
    Broadcast = 64,

    /// <summary>It asks to be confirmed.</summary>
    Confirmation = 128,

    /// <summary>A picture.</summary>
    Image = 256,

    /// <summary>It is pinned to its place.</summary>
    Pin = 512,

    /// <summary>Its author took it back: nothing of it is kept but that.</summary>
    Recalled = 1024,
}
