namespace Collab.Domain.Histories;

/// <summary>
/// What those who join a private channel or a group chat see of what was said before; stored by number, so numbers never change.
/// Public channels can be read without joining: there it is always everything.
/// </summary>
public enum HistoryPolicy
{
    /// <summary>Everything.</summary>
    All = 0,

    /// <summary>What is said from their joining on; from their last one, when they were there before.</summary>
    SinceJoining = 1,
}
