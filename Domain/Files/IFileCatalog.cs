using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Files;

/// <summary>What is known of files, in the bucket of their place. A seat of a thread stands for its parent.</summary>
public interface IFileCatalog
{
    /// <summary>A file is about to arrive; the seat's actor sends it.</summary>
    Task<Result<Done>> BeginAsync(Seat seat, FileId file, string name, CancellationToken ct);

    /// <summary>It has arrived and is loose from now on. <see cref="Error.NotFound"/> when it was dropped meanwhile.</summary>
    Task<Result<FileView>> CompleteAsync(Seat seat, FileId file, FileFacts facts, CancellationToken ct);

    /// <summary>Those of the files that are there for the seat's actor: attached ones, and loose ones of her own.</summary>
    Task<IReadOnlyList<FileView>> FindAsync(Seat seat, IReadOnlyCollection<FileId> files, CancellationToken ct);

    /// <summary>Attached files of the place, the newest first.</summary>
    Task<Page<FileView>> ListAsync(Seat seat, FileQuery query, CancellationToken ct);

    /// <summary>Nobody can attach it any more. <see cref="Error.NotFound"/> unless it is a loose or arriving one of the actor's own.</summary>
    Task<Result<Done>> DropAsync(Seat seat, FileId file, CancellationToken ct);

    /// <summary>Forgets a dropped file whose bytes are gone.</summary>
    Task<Result<Done>> ForgetAsync(StreamId place, FileId file, CancellationToken ct);
}
