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
internal sealed class ThreadReplies(StreamWrites writes, IIdSource ids)
{
    public Task<Result<MessageView>> ReplyAsync(Seat parent, long rootSeq, NewMessage reply, CancellationToken ct) =>
        writes.RunAsync<MessageView>(
            parent.Stream.Id,
            async transaction =>
            {
                var author = parent.Actor.User;
                if (await transaction.LockAsync(parent.Stream.Id, ct) is not { } above
                    || await transaction.LockSeatAsync(above.StreamId, author, ct) is not { LeftSeq: null }
                    || await transaction.FindMessageAsync(above, rootSeq, ct) is not { State: MessageState.Posted, Note: null } root)
                    return new Error.NotFound();
                if (above.ArchivedAt is not null)
                    return new Error.Conflict("stream.archived", "This channel is archived. Ask a manager to open it again.");
                var thread = await OpenAsync(transaction, above, root, ct);
                if (await FindSentAsync(transaction, thread, author, reply.ClientKey, ct) is { } sent)
                    return sent.ToView();
                var row = transaction.Post(thread, NewRow(reply, author));
                Calls.Add(transaction.Context, row, reply);
                await FollowAsync(transaction, thread, row, root.AuthorId, reply.Mentions, ct);
                var summary = Json.Read<ThreadSummary>(root.Thread) ?? new ThreadSummary(thread.StreamId, 0, transaction.Now, []);
                root.Thread = Json.Write(summary.With(author, transaction.Now));
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
    };

    // The parent's lock is held, so only one reply can be the first.
    private async Task<StreamRow> OpenAsync(StreamTransaction transaction, StreamRow above, MessageRow root, CancellationToken ct)
    {
        if (Json.Read<ThreadSummary>(root.Thread) is { } summary && await transaction.LockAsync(summary.Stream, ct) is { } known)
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

    private static Task<MessageRow?> FindSentAsync(StreamTransaction transaction, StreamRow thread, UserId author, ClientKey key, CancellationToken ct) =>
        transaction.Context.Messages.SingleOrDefaultAsync(
            m => m.Bucket == thread.Bucket && m.StreamId == thread.StreamId && m.AuthorId == author && m.ClientKey == key.Value, ct);

    // Root author, author and the people named follow. For a new follower everything before this reply is read.
    private static async Task FollowAsync(
        StreamTransaction transaction, StreamRow thread, MessageRow reply, UserId rootAuthor, IReadOnlyList<UserId> mentions, CancellationToken ct)
    {
        UserId[] followers = [.. mentions.Append(rootAuthor).Append(reply.AuthorId).Distinct()];
        var known = await transaction.Context.Seats.AsTracking()
            .Where(s => s.Bucket == thread.Bucket && s.StreamId == thread.StreamId && followers.Contains(s.UserId))
            .ToDictionaryAsync(s => s.UserId, ct);
        foreach (var user in followers)
        {
            if (!known.TryGetValue(user, out var seat))
            {
                seat = StreamStore.NewRow(thread, new NewSeat(user, SeatRole.Member));
                (seat.JoinedSeq, seat.LastReadSeq) = (0, reply.Seq - 1);
                transaction.Context.Seats.Add(seat);
                thread.MemberCount++;
            }
            else if (seat.LeftSeq is not null && user != rootAuthor)
            {
                (seat.LeftSeq, seat.LastReadSeq, seat.OwnAfter) = (null, reply.Seq - 1, 0);
                thread.MemberCount++;
            }

            if (user == reply.AuthorId)
                MarkOwn(seat, reply, transaction.Now);
        }
    }

    private static void MarkOwn(SeatRow seat, MessageRow reply, DateTimeOffset now)
    {
        if (seat.LastReadSeq == reply.Seq - 1)
            (seat.LastReadSeq, seat.LastReadAt) = (reply.Seq, now);
        else
            seat.OwnAfter++;
    }
}
