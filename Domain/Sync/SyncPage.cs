using Collab.Domain.Hidden;
using Collab.Domain.Preferences;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;

namespace Collab.Domain.Sync;

/// <summary>What has changed since a device last caught up, or a part of it.</summary>
/// <param name="Cursor">With it the device asks next, once it has kept all of this.</param>
/// <param name="IsReset">The device begins: it lets go of all that it has before it takes this.</param>
/// <param name="HasMore">There is more already: ask again at once.</param>
/// <param name="IsPartial">Something cannot be read at the moment and comes later.</param>
/// <param name="Places">Places that are new or have changed, as they are now.</param>
/// <param name="Left">Places that are no longer there, and held streams that may not be read any more: the device lets go of their messages.</param>
/// <param name="Streams">What happened in places and held streams.</param>
/// <param name="Hidden">Streams of which it has changed what its person does not see.</param>
/// <param name="Preferences">All her settings; null when they are as they were.</param>
/// <param name="Favourites">All her favourites; null when they are as they were.</param>
/// <param name="Saved">All that she keeps for later; null when it is as it was.</param>
/// <param name="Threads">The threads that she follows and what is unread in them; null when it is as it was.</param>
public sealed record SyncPage(
    string Cursor,
    bool IsReset,
    bool HasMore,
    bool IsPartial,
    IReadOnlyList<PlaceView> Places,
    IReadOnlyList<StreamId> Left,
    IReadOnlyList<SyncedStream> Streams,
    IReadOnlyList<HiddenOfStream> Hidden,
    IReadOnlyList<Preference>? Preferences,
    IReadOnlyList<UserId>? Favourites,
    IReadOnlyList<SavedMessage>? Saved,
    SyncedThreads? Threads);

/// <summary>What happened in a stream.</summary>
/// <param name="Stream">Which.</param>
/// <param name="Version">After it, the device has everything up to this version.</param>
/// <param name="IsComplete">False when it is not all here: the device lets go of the stream's messages and reads them afresh when they are wanted.</param>
/// <param name="Events">Oldest first; versions dense when complete.</param>
public sealed record SyncedStream(StreamId Stream, long Version, bool IsComplete, IReadOnlyList<DomainEvent> Events);

/// <summary>What a person does not see of a stream, whole: what is not in it she sees.</summary>
/// <param name="Stream">Which.</param>
/// <param name="Seqs">Messages that she has deleted for herself.</param>
/// <param name="Cleared">How much of the history she does not see; for a thread that of its place.</param>
public sealed record HiddenOfStream(StreamId Stream, IReadOnlyList<long> Seqs, ClearedHistory Cleared);

/// <summary>The threads that a person follows.</summary>
/// <param name="Followed">All of them.</param>
/// <param name="Unread">Those with replies that she has not read.</param>
public sealed record SyncedThreads(IReadOnlyList<StreamId> Followed, IReadOnlyList<PlaceView> Unread)
{
    /// <summary>In an order that does not depend on how they were found.</summary>
    public static SyncedThreads Of(ThreadBook book) => new([.. book.Followed.Order()], [.. book.Unread.OrderBy(t => t.Id)]);
}
