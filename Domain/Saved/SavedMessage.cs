using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Saved;

/// <summary>A message that somebody keeps for later. Only where it is: what it says is read each time, with her rights of that moment.</summary>
/// <param name="Stream">The stream of the message.</param>
/// <param name="Seq">Its number there.</param>
/// <param name="Message">Its id.</param>
/// <param name="State">What she has done about it.</param>
/// <param name="ChangedAt">When she put it there.</param>
public sealed record SavedMessage(StreamId Stream, long Seq, MessageId Message, SavedState State, DateTimeOffset ChangedAt)
{
    /// <summary>Most saved messages of one person.</summary>
    public const int MaxPerPerson = 2_000;
}

/// <summary>What somebody has done about a saved message; stored by number, so numbers never change.</summary>
public enum SavedState
{
    /// <summary>Nothing yet.</summary>
    InProgress = 0,

    /// <summary>It is done.</summary>
    Done = 1,

    /// <summary>Put away, not done.</summary>
    Archived = 2,
}
