using Collab.Domain.Contacts;
using Collab.Domain.Hidden;
using Collab.Domain.Preferences;
using Collab.Domain.Saved;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;

namespace Collab.Domain.Sync;

/// <summary>All by which it is told what a device does not have yet.</summary>
public interface ISyncSource
{
    /// <summary>
    /// Asks each shard once, for everything. What is on a shard that is away is missing, and each part says so; without her own
    /// shard there is nothing.
    /// </summary>
    Task<SyncContent> ReadAsync(UserId user, CancellationToken ct);
}

/// <summary>What a person has, as it is now.</summary>
/// <param name="Places">As <see cref="ISeatStore.ListPlacesAsync"/>.</param>
/// <param name="Hidden">How much she does not see of each stream.</param>
/// <param name="Threads">As <see cref="IFollowedThreads.ReadAsync"/>.</param>
/// <param name="Saved">As <see cref="ISavedMessages.ListAllAsync"/>.</param>
/// <param name="Favourites">As <see cref="IFavouriteStore.ListAsync"/>.</param>
/// <param name="Preferences">As <see cref="IPreferenceStore.ListAsync"/>.</param>
public sealed record SyncContent(
    PlaceList Places, HiddenDigests Hidden, ThreadBook Threads, IReadOnlyList<SavedMessage> Saved, IReadOnlyList<UserId> Favourites, IReadOnlyList<Preference> Preferences);
