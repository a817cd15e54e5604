namespace Collab.Domain.Streams;

/// <summary>What a seat allows.</summary>
[Flags]
public enum Rights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>See messages, members, events.</summary>
    Read = 1,

    /// <summary>Take a seat by oneself.</summary>
    Join = 2,

    /// <summary>Post messages.</summary>
    Post = 4,

    /// <summary>Reply in threads and react.</summary>
    Respond = 8,

    /// <summary>Add people.</summary>
    Invite = 16,

    /// <summary>Set topic and purpose.</summary>
    SetTopic = 32,

    /// <summary>Rename, archive, remove people, set posting rights.</summary>
    Manage = 64,
}
