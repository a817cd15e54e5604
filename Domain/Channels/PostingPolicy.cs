namespace Collab.Domain.Channels;

/// <summary>Who may post in a channel; stored by number, so numbers never change.</summary>
public enum PostingPolicy
{
    /// <summary>Every member.</summary>
    Everyone = 0,

    /// <summary>Managers only; others read, react and reply in threads.</summary>
    Managers = 1,
}
