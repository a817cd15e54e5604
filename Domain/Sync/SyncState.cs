using System.Collections.Frozen;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Sync;

/// <summary>
/// How far a device has caught up: of each place and each stream that it holds besides the version it has, and of all else a
/// digest of what it was last told. What differs from that is what has changed; nothing has to be queued for anybody.
/// </summary>
/// <param name="Places">The places of its person.</param>
/// <param name="Held">Other streams of which the device keeps messages: threads, and public channels that its person only looks into. By version.</param>
/// <param name="Hidden">What its person does not see of a stream, as a digest; streams that she sees whole are missing.</param>
/// <param name="Parts">Her own lists, as digests by name.</param>
public sealed record SyncState(
    IReadOnlyDictionary<StreamId, SyncedPlace> Places, IReadOnlyDictionary<StreamId, long> Held, IReadOnlyDictionary<StreamId, long> Hidden, IReadOnlyDictionary<string, long> Parts)
{
    /// <summary>A device that has nothing yet.</summary>
    public static SyncState Nothing { get; } = new(
        FrozenDictionary<StreamId, SyncedPlace>.Empty, FrozenDictionary<StreamId, long>.Empty, FrozenDictionary<StreamId, long>.Empty, FrozenDictionary<string, long>.Empty);
}

/// <summary>What a device has of a place.</summary>
/// <param name="Version">Its events up to this one.</param>
/// <param name="Digest">Of the place as it was told last.</param>
public readonly record struct SyncedPlace(long Version, long Digest);
