namespace Collab.Domain.Shared;

/// <summary>What is counted apart.</summary>
public enum RateKind
{
    /// <summary>New messages and replies.</summary>
    Post,

    /// <summary>Edits and reactions.</summary>
    Change,

    /// <summary>Making channels, chats, invitations.</summary>
    Create,

    /// <summary>Lists and searches.</summary>
    Read,

    /// <summary>Files on their way here.</summary>
    Upload,
}
