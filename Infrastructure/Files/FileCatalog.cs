using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Hidden;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Files;

internal sealed class FileCatalog(ShardRouter router, BucketGate gate, StreamWrites writes, TimeProvider time) : IFileCatalog, IFileReadings
{
    public async Task<Result<Done>> BeginAsync(Seat seat, FileId file, string name, CancellationToken ct)
    {
        var place = FilePlace.Of(seat);
        var row = new FileRow
        {
            Bucket = place.Bucket,
            StreamId = place,
            FileId = file,
            UploaderId = seat.Actor.User,
            Name = name,
            State = FileState.Arriving,
            UploadedAt = time.GetUtcNow().Stored(),
        };
        return await WriteAsync<Done>(
            place,
            context =>
            {
                context.Files.Add(row);
                return Task.FromResult<Result<Done>>(Done.Value);
            },
            ct);
    }

    public Task<Result<FileView>> CompleteAsync(Seat seat, FileId file, FileFacts facts, CancellationToken ct)
    {
        var place = FilePlace.Of(seat);
        return WriteAsync<FileView>(
            place,
            async context =>
            {
                var row = await context.Files.AsTracking().SingleOrDefaultAsync(f => f.Bucket == place.Bucket && f.StreamId == place && f.FileId == file, ct);
                if (row is not { State: FileState.Arriving } || row.UploaderId != seat.Actor.User)
                    return new Error.NotFound();
                (row.State, row.Kind, row.MediaType) = (FileState.Loose, MediaTypes.KindOf(facts.MediaType), facts.MediaType);
                (row.Size, row.Sha256) = (facts.Size, facts.Sha256);
                (row.Width, row.Height, row.HasPreview) = (facts.Width, facts.Height, facts.HasPreview);
                row.TextState = MediaTypes.IsReadable(facts.MediaType) ? FileTextState.Unread : FileTextState.None;
                return row.ToView();
            },
            ct);
    }

    public async Task<IReadOnlyList<FileView>> FindAsync(Seat seat, IReadOnlyCollection<FileId> files, CancellationToken ct)
    {
        var (place, user) = (FilePlace.Of(seat), seat.Actor.User);
        var rows = await router.For(place).Database.ReadAsync(
            context => context.FilesOf(seat, time.GetUtcNow()).Where(f => files.Contains(f.FileId)).ToListAsync(ct), ct);
        return [.. rows.Where(f => f.State == FileState.Attached || (f.State == FileState.Loose && f.UploaderId == user)).Select(f => f.ToView())];
    }

    public Task<Page<FileView>> ListAsync(Seat seat, FileQuery query, CancellationToken ct)
    {
        var place = FilePlace.Of(seat);
        return router.For(place).Database.ReadAsync(
            async context =>
            {
                var before = FileId.TryParse(query.Cursor?.Key, null, out var last) ? last : new FileId(long.MaxValue);
                var attached = context.FilesOf(seat, time.GetUtcNow()).Where(f => f.State == FileState.Attached && f.FileId < before);
                if (query.Kind is { } kind)
                    attached = attached.Where(f => f.Kind == kind);
                var rows = await attached.OrderByDescending(f => f.FileId).Take(query.Limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, query.Limit, f => f.ToView(), f => new Cursor(ListFiles.List, f.FileId.ToString()));
            },
            ct);
    }

    public Task<Result<Done>> DropAsync(Seat seat, FileId file, CancellationToken ct)
    {
        var (place, user) = (FilePlace.Of(seat), seat.Actor.User);
        return WriteAsync<Done>(
            place,
            async context =>
            {
                var dropped = await context.Files
                    .Where(f => f.Bucket == place.Bucket && f.StreamId == place && f.FileId == file && f.UploaderId == user && (f.State == FileState.Arriving || f.State == FileState.Loose))
                    .ExecuteUpdateAsync(set => set.SetProperty(f => f.State, FileState.Dropped), ct);
                return dropped > 0 ? Done.Value : new Error.NotFound();
            },
            ct);
    }

    public Task<Result<Done>> ForgetAsync(StreamId place, FileId file, CancellationToken ct) =>
        WriteAsync<Done>(
            place,
            async context =>
            {
                await context.Files.Where(f => f.Bucket == place.Bucket && f.StreamId == place && f.FileId == file && f.State == FileState.Dropped).ExecuteDeleteAsync(ct);
                return Done.Value;
            },
            ct);

    public Task<IReadOnlyList<FileView>> ListUnreadAsync(StreamId stream, CancellationToken ct) =>
        router.For(stream).Database.ReadAsync<IReadOnlyList<FileView>>(
            async context =>
            {
                var rows = await context.Files
                    .Where(f => f.Bucket == stream.Bucket && f.MessageStreamId == stream && f.TextState == FileTextState.Unread && f.State == FileState.Attached)
                    .OrderBy(f => f.FileId).Take(IFileReadings.PageSize).ToListAsync(ct);
                return [.. rows.Select(f => f.ToView())];
            },
            ct);

    public async Task<bool> NoteAsync(FileView file, bool hasText, CancellationToken ct)
    {
        if (file is not { Stream: { } stream, Seq: { } seq })
            throw new ArgumentException("It goes with no message.", nameof(file));
        var noted = await writes.RunAsync<bool>(
            stream,
            async transaction =>
            {
                if (await transaction.LockAsync(stream, ct) is not { } head)
                    return true;
                // Whoever hears "false" deletes its bytes: only what is dropped, or gone after that, is not there.
                if (await transaction.LockFilesAsync(file.Place, [file.Id], ct) is not [{ State: FileState.Attached or FileState.Held } row])
                    return false;
                if (row.State == FileState.Held)
                    return true;
                if (row.TextState != FileTextState.Unread)
                    return true;
                row.TextState = hasText ? FileTextState.Read : FileTextState.None;
                if (!hasText || await transaction.FindMessageAsync(head, seq, ct) is not { State: MessageState.Posted } message)
                    return true;
                message.Attachments = Json.WriteList(Json.ReadList<Attachment>(message.Attachments).Select(a => a.Id == file.Id ? a with { HasText = true } : a).ToList());
                transaction.Changed(head, message, OutboxKind.FilesRead, message.AuthorId);
                return true;
            },
            ct);
        return noted.TryGet(out var isThere, out var error) ? isThere : throw new OutageException(error.Message);
    }

    private async Task<Result<T>> WriteAsync<T>(StreamId place, Func<ShardContext, Task<Result<T>>> work, CancellationToken ct)
    {
        try
        {
            return await gate.WriteAsync(place.Bucket, work, ct);
        }
        catch (Exception error) when (NoRoom.Is(error))
        {
            return NoRoom.Refusal;
        }
    }
}
