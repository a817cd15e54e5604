using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Holds;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Recall;

/// <summary>
/// What a message leaves in its bucket goes in the transaction that empties it, whether it is taken back or its time has come. Its
/// heads are locked. What is elsewhere (bytes of files, the index, open pages) follows the event.
/// </summary>
internal static class MessageEmptying
{
    // The line under a root shows five people; further back is not looked for others.
    private const int LooksBack = 200;

    /// <summary>
    /// Leaves number, author, key and thread; the order of things does not change. Returns files that nobody finds any more, and whose
    /// bytes may go. What a hold covers is kept apart first, with its files.
    /// </summary>
    public static async Task<IReadOnlyList<FileKey>> EmptyAsync(StreamTransaction transaction, StreamRow place, StreamRow head, MessageRow row, HeldCause? heldFor, CancellationToken ct)
    {
        await UncountAsync(transaction, head, row, ct);
        var held = heldFor is { } cause ? await HeldCopies.KeepAsync(transaction, place, row, cause, ct) : null;
        var files = await DropFilesAsync(transaction, place, row, held, ct);
        await ForgetAsync(transaction, head, row, ct);
        (row.Text, row.Html, row.EditedAt) = ("", "", null);
        (row.Mentions, row.CalledGroups, row.Broadcast) = (null, null, Broadcast.None);
        (row.Reactions, row.Confirmation, row.Attachments, row.Refs, row.Pin) = (null, null, null, null, null);
        return files;
    }

    /// <summary>It waits for its time no more.</summary>
    public static async Task UnqueueAsync(ShardContext context, MessageRow row, CancellationToken ct)
    {
        if (row.ExpiresAt is { } at)
            await context.Expiries.Where(e => e.Bucket == row.Bucket && e.ExpiresAt == at && e.StreamId == row.StreamId && e.Seq == row.Seq).ExecuteDeleteAsync(ct);
    }

    /// <summary>The line under the root of replies that were emptied in this transaction.</summary>
    public static async Task ShrinkThreadAsync(StreamTransaction transaction, StreamRow above, StreamRow thread, IReadOnlyList<MessageRow> gone, CancellationToken ct)
    {
        if (thread.ParentSeq is not { } rootSeq || await transaction.FindMessageAsync(above, rootSeq, ct) is not { Thread: not null } root || Json.Read<ThreadSummary>(root.Thread) is not { } summary)
            return;
        // What was just emptied stands as posted in the database until the commit.
        long[] seqs = [.. gone.Select(m => m.Seq)];
        var left = await transaction.Context.Messages
            .Where(m => m.Bucket == thread.Bucket && m.StreamId == thread.StreamId && m.State == MessageState.Posted && m.Note == null && !seqs.Contains(m.Seq))
            .OrderByDescending(m => m.Seq).Take(LooksBack).Select(m => new { m.AuthorId, m.PostedAt }).ToListAsync(ct);
        root.Thread = Json.Write(summary with
        {
            Replies = Math.Max(0, summary.Replies - gone.Count),
            LastReplyAt = left.Count > 0 ? left[0].PostedAt : summary.LastReplyAt,
            Participants = [.. left.Select(m => m.AuthorId).Distinct().Take(ThreadSummary.MaxParticipants)],
        });
        transaction.Changed(above, root, OutboxKind.ThreadReplied, gone[^1].AuthorId);
    }

    // It is unread for nobody any more: neither for those before it nor among its author's own.
    private static async Task UncountAsync(StreamTransaction transaction, StreamRow head, MessageRow row, CancellationToken ct)
    {
        transaction.Context.Uncounted.Add(new UncountedRow { Bucket = head.Bucket, StreamId = head.StreamId, Seq = row.Seq });
        if (await transaction.LockSeatAsync(head.StreamId, row.AuthorId, ct) is { OwnAfter: > 0 } own && row.Seq > own.LastReadSeq)
            own.OwnAfter--;
    }

    // The files of threads are their parent's. From now on nobody finds them, nor what they were called; what is held keeps its name for audits.
    private static async Task<IReadOnlyList<FileKey>> DropFilesAsync(StreamTransaction transaction, StreamRow place, MessageRow row, HeldMessageRow? held, CancellationToken ct)
    {
        FileId[] attached = [.. Json.ReadList<Attachment>(row.Attachments).Select(a => a.Id)];
        if (attached.Length == 0)
            return [];
        foreach (var file in await transaction.LockFilesAsync(place.StreamId, attached, ct))
        {
            if (held is null)
                (file.State, file.Name, file.MediaType, file.Sha256) = (FileState.Dropped, "", null, null);
            else
                file.State = FileState.Held;
            (file.MessageStreamId, file.MessageSeq, file.ExpiresAt) = (null, null, null);
        }

        return held is not null ? [] : [.. attached.Select(id => new FileKey(place.StreamId, id))];
    }

    private static async Task ForgetAsync(StreamTransaction transaction, StreamRow head, MessageRow row, CancellationToken ct)
    {
        var (context, bucket, stream, seq) = (transaction.Context, head.Bucket, head.StreamId, row.Seq);
        await Calls.RemoveAsync(context, row, ct);
        if (row.EditedAt is not null)
            await context.MessageEdits.Where(e => e.Bucket == bucket && e.StreamId == stream && e.Seq == seq).ExecuteDeleteAsync(ct);
        if (row.Reactions is not null)
            await context.Reactions.Where(r => r.Bucket == bucket && r.StreamId == stream && r.Seq == seq).ExecuteDeleteAsync(ct);
        if (row.Pin is not null)
            head.PinCount -= await context.Pins.Where(p => p.Bucket == bucket && p.StreamId == stream && p.Seq == seq).ExecuteDeleteAsync(ct);
        if (row.Confirmation is null)
            return;
        await context.Confirmations.Where(c => c.Bucket == bucket && c.StreamId == stream && c.Seq == seq).ExecuteDeleteAsync(ct);
        head.Reminders -= await context.Reminders.Where(r => r.Bucket == bucket && r.StreamId == stream && r.Seq == seq).ExecuteDeleteAsync(ct);
    }
}
