using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Messages;

/// <summary>Replies: the thread's stream, its followers and the root's summary change in one transaction, for they share a bucket.</summary>
internal sealed class ThreadReplies(StreamWrites writes, IIdSource ids, TimeProvider time)
{
    public Task<Result<MessageView>> ReplyAsync(Seat parent, long rootSeq, NewMessage reply, CancellationToken ct) =>
        writes.RunAsync<MessageView>(
            parent.Stream.Id,
            async transaction =>
            {
                var author = parent.Actor.User;
                if (await transaction.LockAsync(parent.Stream.Id, ct) is not { Kind: not StreamKind.Thread } above)
                    return new Error.NotFound();
                var root = await transaction.FindMessageAsync(above, rootSeq, ct);
                var summary = Json.Read<ThreadSummary>(root?.Thread);
                if (summary is not null && await FindSentAsync(transaction, summary.Stream, author, reply.ClientKey, ct) is { } sent)
                    return sent.ToView(time.GetUtcNow());
                if (await transaction.RefusalAsync(above, author, ct) is { } refusal)
                    return refusal;
                if (await ClosedAsync(transaction, parent, above, ct) is { } closed)
                    return closed;
                if (root is not { State: MessageState.Posted, Note: null })
                    return new Error.NotFound();
                var files = await LockFilesAsync(transaction, above, author, reply.Attachments, ct);
                if (files.Count < reply.Attachments.Count)
                    return MessageComposer.FileGone;
                var thread = await OpenAsync(transaction, above, root, summary, ct);
                await FollowAsync(transaction, above, thread, root.AuthorId, author, reply.Mentions, ct);
                var until = ExpiryRules.ExpiresAt(transaction.Now, above.Lifetime(), root.ExpiresAt);
                var row = transaction.Post(thread, NewRow(reply, author), until);
                Calls.Add(transaction.Context, row, reply);
                foreach (var file in files)
                    (file.State, file.MessageStreamId, file.MessageSeq, file.ExpiresAt) = (FileState.Attached, row.StreamId, row.Seq, until);
                root.Thread = Json.Write((summary ?? new ThreadSummary(thread.StreamId, 0, transaction.Now, [])).With(author, transaction.Now));
                transaction.Changed(above, root, OutboxKind.ThreadReplied, author);
                return row.ToView();
            },
            ct);

    public static MessageRow NewRow(NewMessage message, UserId author) => new()
    {
        MessageId = message.Id,
        AuthorId = author,
        ClientKey = message.ClientKey.Value,
        Text = message.Text,
        Html = message.Html,
        Mentions = Json.WriteList(message.Mentions),
        Broadcast = message.Broadcast,
        CalledGroups = Json.WriteList(message.Groups),
        Attachments = Json.WriteList(message.Attachments),
        Refs = Json.WriteList(message.References),
    };

    // The files of threads are the parent's. Its head is locked, and whoever takes a file away locks the file.
    private static async Task<List<FileRow>> LockFilesAsync(StreamTransaction transaction, StreamRow above, UserId author, IReadOnlyList<Attachment> files, CancellationToken ct) =>
        files.Count == 0
            ? []
            : [.. (await transaction.LockFilesAsync(above.StreamId, [.. files.Select(f => f.Id)], ct)).Where(f => f.State == FileState.Loose && f.UploaderId == author)];

    // Where not even threads are open, the seat that was checked before must still be one that may post.
    private static async Task<Error?> ClosedAsync(StreamTransaction transaction, Seat parent, StreamRow above, CancellationToken ct)
    {
        if (above.ThreadOnly || above.Kind != StreamKind.Channel || parent.Allows(Rights.Manage))
            return null;
        var now = await transaction.WithSeatAsync(above, parent.Actor.User, ct);
        return now.Seat is { } seat && StreamRules.MayPost(above.Posting, seat.Role) ? null : StreamRules.PostingClosed(above.Posting, above.ThreadOnly);
    }

    // The parent's lock is held, so only one reply can be the first.
    private async Task<StreamRow> OpenAsync(StreamTransaction transaction, StreamRow above, MessageRow root, ThreadSummary? summary, CancellationToken ct)
    {
        if (summary is not null && await transaction.LockAsync(summary.Stream, ct) is { } known)
            return known;
        var thread = new StreamRow
        {
            Bucket = above.Bucket,
            StreamId = ids.NextIn<StreamId>(above.Bucket),
            Kind = StreamKind.Thread,
            OrganizationId = above.OrganizationId,
            WorkspaceId = above.WorkspaceId,
            ParentId = above.StreamId,
            ParentSeq = root.Seq,
            Visibility = above.Visibility,
            CreatedBy = root.AuthorId,
            CreatedAt = transaction.Now,
        };
        transaction.Context.Streams.Add(thread);
        return thread;
    }

    private static Task<MessageRow?> FindSentAsync(StreamTransaction transaction, StreamId thread, UserId author, ClientKey key, CancellationToken ct) =>
        transaction.Context.Messages.SingleOrDefaultAsync(
            m => m.Bucket == thread.Bucket && m.StreamId == thread && m.AuthorId == author && m.ClientKey == key.Value, ct);

    // Root author, author and the people named follow, as far as they are in the parent. For a new follower everything
    // before this reply is read, and not counted as read by her: she joins here. It is done before the reply is posted, so that the reply's event tells the new count.
    private static async Task FollowAsync(
        StreamTransaction transaction, StreamRow above, StreamRow thread, UserId rootAuthor, UserId author, IReadOnlyList<UserId> mentions, CancellationToken ct)
    {
        UserId[] wanted = [.. mentions.Append(rootAuthor).Append(author).Distinct()];
        // Locked first: her marker must not move while it is read and written.
        await transaction.LockSeatAsync(thread.StreamId, author, ct);
        var seats = await transaction.Context.Seats.AsTracking()
            .Where(s => s.Bucket == above.Bucket && (s.StreamId == thread.StreamId || s.StreamId == above.StreamId) && wanted.Contains(s.UserId))
            .ToListAsync(ct);
        var seated = seats.Where(s => s.StreamId == above.StreamId && s.LeftSeq is null).ToDictionary(s => s.UserId);
        var known = seats.Where(s => s.StreamId == thread.StreamId).ToDictionary(s => s.UserId);
        var last = thread.LastSeq;
        foreach (var user in wanted.Where(seated.ContainsKey))
        {
            if (!known.TryGetValue(user, out var seat))
            {
                seat = StreamStore.NewRow(thread, new NewSeat(user, SeatRole.Member), seated[user].Receipts);
                transaction.Context.Seats.Add(seat);
                thread.MemberCount++;
            }
            else if (seat.LeftSeq is not null && (user == author || mentions.Contains(user)))
            {
                (seat.LeftSeq, seat.JoinedSeq, seat.LastReadSeq) = (null, last, last);
                (seat.OwnAfter, seat.Receipts) = (0, seated[user].Receipts);
                thread.MemberCount++;
            }

            if (user == author)
                MarkOwn(seat, last + 1, transaction.Now);
        }
    }

    private static void MarkOwn(SeatRow seat, long seq, DateTimeOffset now)
    {
        if (seat.LastReadSeq == seq - 1)
            (seat.LastReadSeq, seat.LastReadAt) = (seq, now);
        else
            seat.OwnAfter++;
    }
}
