using System.Data;
using System.Data.Common;
using Collab.Domain.Channels;
using Collab.Domain.Confirmations;
using Collab.Domain.Expiry;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;

namespace Collab.Infrastructure.Messages;

/// <summary>
/// Stores a group of posts in one transaction with two round trips: one begins and reads under lock, one writes
/// everything and commits. Each post gets its own result; one that is refused does not touch its neighbours.
/// </summary>
internal sealed class PostGroup(SqlDialect sql, IIdSource ids)
{
    /// <summary>Runs the whole transaction, on a connection that has none; when it throws, nothing is left of it.</summary>
    /// <param name="checksKeys">
    /// Looks for messages that were stored already. Without, one of them makes the database refuse the group with a
    /// duplicate key: nearly all posts are new, and the index that would be asked has to be written anyway.
    /// </param>
    public async Task<PostOutcome> StoreAsync(
        DbConnection connection, IReadOnlyList<PendingPost> posts, bool checksKeys, DateTimeOffset now, CancellationToken ct)
    {
        var isCommitted = false;
        try
        {
            var state = await GroupState.BeginAsync(connection, sql, posts, checksKeys, ct);
            var (outcome, writes) = await DecideAsync(connection, state, posts, now, ct);
            await writes.CommitAsync(connection, ct);
            isCommitted = true;
            return outcome;
        }
        finally
        {
            if (!isCommitted)
                await RollBackAsync(connection);
        }
    }

    private async Task<(PostOutcome Outcome, GroupWrites Writes)> DecideAsync(
        DbConnection connection, GroupState state, IReadOnlyList<PendingPost> posts, DateTimeOffset now, CancellationToken ct)
    {
        var results = new List<(PendingPost, Result<MessageView>)>(posts.Count);
        var stored = new Dictionary<(StreamId, UserId, string), MessageView>();
        var writes = new GroupWrites(sql);
        var events = new List<DomainEvent>();
        foreach (var post in posts)
        {
            var key = (post.Stream, post.Author, post.Message.ClientKey.Value);
            if (!state.Open.Contains(post.Stream.Bucket))
                results.Add((post, BucketGate.Closed));
            else if (stored.TryGetValue(key, out var twin))
                results.Add((post, twin));
            else if (state.Sent.TryGetValue(key, out var seq))
                results.Add((post, stored[key] = await SentMessages.ReadAsync(connection, post.Stream, seq, now, ct)));
            else if (Refusal(post, state, now) is { } error)
                results.Add((post, error is Error.TooMany or Error.Invalid or Error.Conflict && await SentMessages.FindAsync(connection, post, now, ct) is { } sent ? sent : error));
            else
                results.Add((post, stored[key] = Accept(post, state, writes, events, now)));
        }

        return (new PostOutcome(results, events, HadRepeats: state.Sent.Count > 0), writes);
    }

    private static async Task RollBackAsync(DbConnection connection)
    {
        if (connection.State != ConnectionState.Open)
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = "ROLLBACK";
        try
        {
            await command.ExecuteNonQueryAsync(CancellationToken.None); // whoever has given up must not leave locks behind
        }
        catch (DbException)
        {
            // There is nothing to undo: it had not begun, or the database has undone it already. What went wrong first is thrown.
        }
    }

    // What the seat has promised is checked again here: it may have changed since.
    private static Error? Refusal(PendingPost post, GroupState state, DateTimeOffset now)
    {
        if (!state.Heads.TryGetValue(post.Stream, out var head))
            return new Error.NotFound();
        if (!state.Seats.TryGetValue((post.Stream, post.Author), out var seat) || !seat.IsActive)
            return Refusals.NotSeated(head.Kind, head.Visibility);
        if (head.ArchivedAt is not null)
            return Refusals.Archived;
        var manages = seat.Role == SeatRole.Manager || post.Seat.Allows(Rights.Manage);
        if (!manages && !StreamRules.MayPost(head.Posting, seat.Role))
            return StreamRules.PostingClosed(head.Posting, head.ThreadOnly);
        var next = head.SlowModeSeconds > 0 && !manages ? seat.LastPostAt?.AddSeconds(head.SlowModeSeconds) : null;
        if (next > now)
            return StreamRules.SlowMode(next.Value - now);
        return ConfirmationRules.Over(post.Message.Confirmation, now) ?? (state.HasFilesOf(post) ? null : MessageComposer.FileGone);
    }

    private MessageView Accept(PendingPost post, GroupState state, GroupWrites writes, List<DomainEvent> events, DateTimeOffset now)
    {
        // Nobody behind it in the group takes them as well.
        state.TakeFilesOf(post);
        var head = state.Heads[post.Stream];
        head.LastSeq++;
        head.Version++;
        head.LastMessageAt = now;
        var view = new MessageView
        {
            Stream = post.Stream,
            Seq = head.LastSeq,
            Id = post.Message.Id,
            Author = post.Author,
            ClientKey = post.Message.ClientKey.Value,
            Text = post.Message.Text,
            Html = post.Message.Html,
            PostedAt = now,
            ExpiresAt = ExpiryRules.ExpiresAt(now, head.Lifetime()),
            Revision = head.Version,
            Mentions = post.Message.Mentions,
            Broadcast = post.Message.Broadcast,
            Groups = post.Message.Groups,
            Confirmation = post.Message.Confirmation,
            Attachments = post.Message.Attachments,
            References = [.. post.Message.References.Select(r => r.Kind)],
        };
        var key = (post.Stream, post.Author);
        var seat = state.Seats[key];
        // One's own message is read by oneself; when older ones are still unread the marker stays and the message is counted apart.
        var wasUpToDate = seat.LastReadSeq == view.Seq - 1;
        state.Seats[key] = seat with { LastReadSeq = wasUpToDate ? view.Seq : seat.LastReadSeq, LastPostAt = now };
        // The event's id is drawn under the lock: an id that waited would be older than the relay looks back.
        var eventId = ids.Next<EventId>();
        writes.Add(head, post, view, eventId, wasUpToDate);
        events.Add(new MessagePosted { Id = eventId, Head = head.ToView(), Message = view });
        return view;
    }
}
