using Collab.Domain.Files;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Holds;

/// <summary>What holds have kept, in the buckets of its streams. It is written by whoever empties a message, in the same transaction.</summary>
public interface IHeldMessages
{
    /// <summary>Those of a stream with these numbers, for an audit.</summary>
    Task<IReadOnlyDictionary<long, HeldMessage>> FindAsync(AuditPermit permit, StreamId stream, IReadOnlyCollection<long> seqs, CancellationToken ct);

    /// <summary>A file that was kept with a message of a stream, for an audit; null when there is none.</summary>
    Task<FileView?> FindFileAsync(AuditPermit permit, StreamId stream, FileId file, CancellationToken ct);

    /// <summary>How much a hold covers of what is kept, on the shards that answer.</summary>
    Task<HeldFigures> CountAsync(Hold hold, CancellationToken ct);

    /// <summary>Those of a stream with higher numbers than <paramref name="after"/>, in order: for the index, nobody's eyes.</summary>
    Task<IReadOnlyList<HeldMessage>> ListAsync(StreamId stream, long after, int limit, CancellationToken ct);

    /// <summary>Streams of a bucket of which something is kept, with higher ids than <paramref name="after"/>, by id: for the index.</summary>
    Task<IReadOnlyList<StreamView>> ListStreamsAsync(Bucket bucket, StreamId after, int limit, CancellationToken ct);

    /// <summary>What is kept in a bucket behind a key and that no hold covers any more; the last key that was looked at is null at the end.</summary>
    Task<UnheldPage> ListUnheldAsync(Bucket bucket, HeldKey? after, int limit, CancellationToken ct);

    /// <summary>Lets go of what no hold covers any more at this moment.</summary>
    Task<Result<DroppedHeld>> DropAsync(Bucket bucket, IReadOnlyCollection<HeldKey> messages, CancellationToken ct);
}

/// <summary>Which message.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Seq">Its number there.</param>
public readonly record struct HeldKey(StreamId Stream, long Seq);

/// <summary>What no hold covers any more.</summary>
/// <param name="Items">Key, message and its last revision.</param>
/// <param name="Next">Go on behind this; null at the end.</param>
public sealed record UnheldPage(IReadOnlyList<(HeldKey Key, MessageId Message, long Revision)> Items, HeldKey? Next);

/// <summary>What became of messages that were to be let go.</summary>
/// <param name="Kept">Those that a hold covers again.</param>
/// <param name="Files">Those of the others: their bytes are to be deleted.</param>
public sealed record DroppedHeld(IReadOnlyList<HeldKey> Kept, IReadOnlyList<FileKey> Files);

/// <summary>How much is kept.</summary>
/// <param name="Messages">Messages.</param>
/// <param name="Bytes">The sizes of their files.</param>
/// <param name="IsPartial">Some cannot be counted at the moment.</param>
public sealed record HeldFigures(long Messages, long Bytes, bool IsPartial);
