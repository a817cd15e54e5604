using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Holds;

/// <summary>
/// What a hold covers: what its people wrote, everything in the places in which they are or were, and everything in its channels,
/// threads included.
/// </summary>
/// <param name="Everything">All messages of the organization; people and channels are empty then.</param>
/// <param name="People">Those whose messages and places it covers.</param>
/// <param name="Channels">Channels that it covers as a whole.</param>
/// <param name="From">Only what was posted at this instant or later; null from the beginning on.</param>
/// <param name="Until">Only what was posted before this instant; null without an end.</param>
public sealed record HoldScope(bool Everything, IReadOnlyList<UserId> People, IReadOnlyList<StreamId> Channels, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Most people of one hold, and most channels.</summary>
    public const int MaxSubjects = 500;

    /// <summary>
    /// Whether a message is covered, as far as it can be said without its place's seats: null when it is covered if one of
    /// <see cref="People"/> is or was seated there.
    /// </summary>
    /// <param name="place">Its channel or chat: for a reply the one of its root.</param>
    /// <param name="author">Who wrote it.</param>
    /// <param name="postedAt">When.</param>
    public bool? Covers(StreamId place, UserId author, DateTimeOffset postedAt)
    {
        if (postedAt < From || postedAt >= Until)
            return false;
        if (Everything || Channels.Contains(place) || People.Contains(author))
            return true;
        return People.Count == 0 ? false : null;
    }
}
