using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Files;

/// <summary>Takes a file to a place, where its sender may attach it to a message.</summary>
public sealed class UploadFile(StreamAccess access, IFileCatalog catalog, IFileStore store, IPictures pictures, FileLimits limits, IRateLimits rates, IIdSource ids)
{
    /// <summary>Returns the file when all of it has arrived, durably. What did not arrive whole leaves nothing behind.</summary>
    public async Task<Result<FileView>> ExecuteAsync(UploadFileRequest request, CancellationToken ct)
    {
        if (!(await access.EnterAsync(request.Actor, request.Stream, ct)).TryGet(out var seat, out var error))
            return error;
        if (!seat.Allows(Rights.Respond) && !seat.Allows(Rights.Post))
            return StreamRules.Refusal(seat, Rights.Respond);
        var name = FileName.Clean(request.Name);
        if (limits.Refusal(name, request.Size) is { } refusal)
            return refusal;
        if (!rates.Take(request.Actor.User, RateKind.Upload).TryGet(out _, out error))
            return error;
        var file = ids.Next<FileId>();
        if (!(await catalog.BeginAsync(seat, file, name, ct)).TryGet(out _, out error))
            return error;
        try
        {
            var taken = await TakeAsync(seat, file, name, request.Content, ct);
            if (taken.IsOk)
                return taken;
            await GiveUpAsync(seat, file);
            return taken;
        }
        catch (FileRoomException)
        {
            await GiveUpAsync(seat, file);
            return new Error.Unavailable("file.no_room", "There is no room left for files. Tell your administrator; the message itself can be sent without it.");
        }
        catch (OutageException)
        {
            return new Error.Unavailable("file.away", "Files cannot be kept at the moment. Try again in a while; the message itself can be sent without it.");
        }
        catch
        {
            await GiveUpAsync(seat, file);
            throw;
        }
    }

    private async Task<Result<FileView>> TakeAsync(Seat seat, FileId file, string name, Stream content, CancellationToken ct)
    {
        var key = new FileKey(FilePlace.Of(seat), file);
        await using var counted = new CountedStream(content, limits.MaxBytes);
        try
        {
            await store.PutAsync(key, counted, ct);
        }
        catch (FileTooLargeException)
        {
            return limits.TooLarge(counted.Count);
        }

        if (counted.Count == 0)
            return new Error.Invalid("file.empty", "The file is empty. Choose another one.", "file");
        var type = MediaTypes.Of(counted.Head, name);
        var picture = MediaTypes.IsImage(type) ? await PreviewAsync(key, ct) : null;
        return await catalog.CompleteAsync(seat, file, new FileFacts(type, counted.Count, counted.Digest(), picture?.Width, picture?.Height, picture is not null), ct);
    }

    private async Task<Picture?> PreviewAsync(FileKey key, CancellationToken ct)
    {
        await using var stored = await store.OpenAsync(key, ct);
        if (stored is null || await pictures.ReadAsync(stored, ct) is not { } picture)
            return null;
        using var preview = new MemoryStream(picture.Preview);
        await store.PutAsync(key with { Part = FilePart.Preview }, preview, ct);
        return picture;
    }

    // Whoever gave up, or fell silent, must not leave bytes behind. What fails here is found by the sweep (SweepFiles).
    private async Task GiveUpAsync(Seat seat, FileId file)
    {
        try
        {
            if (!(await catalog.DropAsync(seat, file, CancellationToken.None)).IsOk)
                return;
            await store.DeleteAsync(FilePlace.Of(seat), file, CancellationToken.None);
            await catalog.ForgetAsync(FilePlace.Of(seat), file, CancellationToken.None);
        }
        catch (OutageException)
        {
            // The store is away; the row stays dropped until it is back.
        }
    }
}

/// <summary>A file on its way.</summary>
/// <param name="Actor">Who sends it.</param>
/// <param name="Stream">Where to: a channel, chat or thread.</param>
/// <param name="Name">Its name, as its sender's system has it.</param>
/// <param name="Content">Its bytes, read once from the beginning to the end.</param>
/// <param name="Size">How many there will be; null when nobody said.</param>
public sealed record UploadFileRequest(Actor Actor, StreamId Stream, string? Name, Stream Content, long? Size = null);
