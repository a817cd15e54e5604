using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Recall;

/// <summary>
/// Takes messages back. All that a message left in its bucket goes in the transaction that marks it; what is elsewhere (bytes
/// of files, the index, open pages) follows the event.
/// </summary>
internal sealed class RecallStore(StreamWrites writes, TimeProvider time) : IRecallStore
{
    // The line under a root shows five people; further back is not looked for others.
    private const int LooksBack = 200;

    public Task<Result<TakenBack>> TakeBackAsync(Seat seat, long seq, RecallOrder order, CancellationToken ct) =>
        writes.RunAsync<TakenBack>(
            seat.Stream.Id,
            async transaction =>
            {
                // A parent's head is locked before its thread's.
                var above = seat.Stream.Parent is { } parent ? await transaction.LockAsync(parent, ct) : null;
                if (await transaction.LockAsync(seat.Stream.Id, ct) is not { } head)
                    return new Error.NotFound();
                if (await transaction.FindMessageAsync(head, seq, ct) is not { State: MessageState.Posted or MessageState.Recalled, Note: null } row)
                    return new Error.NotFound();
                if (row.State == MessageState.Recalled)
                    return new TakenBack(row.ToView(), []);
                // The clock that counts is the one under the lock: whoever waited for it has waited on her own time.
                var now = time.GetUtcNow().Stored();
                if (order.Window is { } window && RecallRules.Refusal(window, row.PostedAt, now) is { } refusal)
                    return refusal;
                await UncountAsync(transaction, head, row, ct);
                var files = await DropFilesAsync(transaction, above ?? head, row, ct);
                await ForgetAsync(transaction, head, row, ct);
                Empty(row, new RecallView(seat.Actor.User, now, order.Reason));
                transaction.Changed(head, row, OutboxKind.MessageRecalled, seat.Actor.User);
                if (above is not null)
                    await ShrinkThreadAsync(transaction, above, head, row, ct);
                transaction.Audit(head.Bucket, order.Audit);
                return new TakenBack(row.ToView(), files);
            },
            ct);

    // It is unread for nobody any more: neither for those before it nor among its author's own.
    private static async Task UncountAsync(StreamTransaction transaction, StreamRow head, MessageRow row, CancellationToken ct)
    {
        transaction.Context.Uncounted.Add(new UncountedRow { Bucket = head.Bucket, StreamId = head.StreamId, Seq = row.Seq });
        if (await transaction.LockSeatAsync(head.StreamId, row.AuthorId, ct) is { OwnAfter: > 0 } own && row.Seq > own.LastReadSeq)
            own.OwnAfter--;
    }

    // The files of threads are their parent's. From now on nobody finds them, nor what they were called.
    private static async Task<IReadOnlyList<FileKey>> DropFilesAsync(StreamTransaction transaction, StreamRow place, MessageRow row, CancellationToken ct)
    {
        FileId[] attached = [.. Json.ReadList<Attachment>(row.Attachments).Select(a => a.Id)];
        if (attached.Length == 0)
            return [];
        foreach (var file in await transaction.LockFilesAsync(place.StreamId, attached, ct))
        {
            (file.State, file.Name, file.MediaType, file.Sha256) = (FileState.Dropped, "", null, null);
            (file.MessageStreamId, file.MessageSeq) = (null, null);
        }

        return [.. attached.Select(id => new FileKey(place.StreamId, id))];
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

    // Number, author, key and thread stay: the order of things does not change.
    private static void Empty(MessageRow row, RecallView recall)
    {
        (row.State, row.Recall) = (MessageState.Recalled, Json.Write(recall));
        (row.Text, row.Html, row.EditedAt) = ("", "", null);
        (row.Mentions, row.CalledGroups, row.Broadcast) = (null, null, Broadcast.None);
        (row.Reactions, row.Confirmation, row.Attachments, row.Pin) = (null, null, null, null);
    }

    private static async Task ShrinkThreadAsync(StreamTransaction transaction, StreamRow above, StreamRow thread, MessageRow reply, CancellationToken ct)
    {
        if (thread.ParentSeq is not { } rootSeq || await transaction.FindMessageAsync(above, rootSeq, ct) is not { Thread: not null } root || Json.Read<ThreadSummary>(root.Thread) is not { } summary)
            return;
        // What was just taken back stands as posted in the database until the commit.
        var left = await transaction.Context.Messages
            .Where(m => m.Bucket == thread.Bucket && m.StreamId == thread.StreamId && m.State == MessageState.Posted && m.Note == null && m.Seq != reply.Seq)
            .OrderByDescending(m => m.Seq).Take(LooksBack).Select(m => new { m.AuthorId, m.PostedAt }).ToListAsync(ct);
        root.Thread = Json.Write(summary with
        {
            Replies = Math.Max(0, summary.Replies - 1),
            LastReplyAt = left.Count > 0 ? left[0].PostedAt : summary.LastReplyAt,
            Participants = [.. left.Select(m => m.AuthorId).Distinct().Take(ThreadSummary.MaxParticipants)],
        });
        transaction.Changed(above, root, OutboxKind.ThreadReplied, reply.AuthorId);
    }
}
