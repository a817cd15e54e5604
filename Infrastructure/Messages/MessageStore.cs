using Collab.Domain.Edits;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Hidden;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Messages;

internal sealed class MessageStore(ShardRouter router, StreamWrites writes, PostLanes lanes, ThreadReplies replies, SharedPages pages, TimeProvider time) : IMessageStore
{
    private const int MaxEdits = 100;

    public Task<Result<MessageView>> PostAsync(Seat seat, NewMessage message, CancellationToken ct) =>
        seat.Stream.Kind == StreamKind.Thread
            ? throw new ArgumentException("A thread takes replies: its root's summary must follow.", nameof(seat))
            : lanes.PostAsync(seat, message, ct);

    public Task<Result<MessageView>> ReplyAsync(Seat parent, long rootSeq, NewMessage reply, CancellationToken ct) =>
        replies.ReplyAsync(parent, rootSeq, reply, ct);

    public Task<Result<MessageView>> EditAsync(Seat seat, long seq, NewMessage edited, CancellationToken ct) =>
        writes.RunAsync<MessageView>(
            seat.Stream.Id,
            async transaction =>
            {
                if (await transaction.LockAsync(seat.Stream.Id, ct) is not { } head)
                    return new Error.NotFound();
                if (await transaction.RefusalAsync(head, seat.Actor.User, ct) is { } refusal)
                    return refusal;
                if (await transaction.FindMessageAsync(head, seq, ct) is not { State: MessageState.Posted, Note: null } row)
                    return new Error.NotFound();
                if (row.AuthorId != seat.Actor.User)
                    return new Error.Forbidden("message.not_yours", "Only its author can edit a message.");
                // The clock that counts is the one under the lock.
                if (EditRules.Refusal(edited.Window, row.PostedAt, time.GetUtcNow()) is { } late)
                    return late;
                transaction.Context.MessageEdits.Add(EditOf(row, seat.Actor.User, transaction.Now));
                await Calls.ReplaceAsync(transaction.Context, row, edited, ct);
                (row.Text, row.Html, row.EditedAt) = (edited.Text, edited.Html, transaction.Now);
                transaction.Changed(head, row, OutboxKind.MessageEdited, seat.Actor.User);
                return row.ToView();
            },
            ct);

    // Whoever has deleted something for herself reads for herself. What is shared many wait for, so nobody's patience counts.
    public async Task<MessagePage> ListAsync(Seat seat, MessageRange range, CancellationToken ct)
    {
        if (!seat.Sight.IsWhole)
            return await ReadAsync(seat, range, ct);
        var page = await pages.GetAsync(seat.Stream.Id, seat.Stream.Version, range, () => ReadAsync(seat, range, CancellationToken.None), ct);
        // Time alone makes no new version: of what was remembered, something may be due since.
        var now = time.GetUtcNow();
        return page.Items.Any(m => m.IsDue(now)) ? await ReadAsync(seat, range, ct) : page;
    }

    public Task<MessageView?> FindAsync(Seat seat, long seq, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync(
            async context =>
            {
                var row = await context.MessagesOf(seat, time.GetUtcNow()).SingleOrDefaultAsync(m => m.Seq == seq, ct);
                return row?.ToView();
            },
            ct);

    public Task<MessageView?> FindSentAsync(Seat seat, ClientKey key, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync(
            async context =>
            {
                var (stream, author) = (seat.Stream.Id, seat.Actor.User);
                var row = await context.Messages.SingleOrDefaultAsync(m => m.Bucket == stream.Bucket && m.StreamId == stream && m.AuthorId == author && m.ClientKey == key.Value, ct);
                return row?.ToView(time.GetUtcNow());
            },
            ct);

    public Task<long?> FindSinceAsync(Seat seat, DateTimeOffset since, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync<long?>(
            async context =>
            {
                // Numbers and times rise together, as far as the nodes' clocks agree, so no index over times is needed: halves of the
                // numbers are asked, 24 in ten million.
                var (seen, low, high, first) = (context.MessagesOf(seat, time.GetUtcNow()), 1L, seat.Stream.LastSeq + 1, (long?)null);
                while (low < high)
                {
                    var middle = low + ((high - low) / 2);
                    var found = await seen.Where(m => m.Seq >= middle).OrderBy(m => m.Seq).Select(m => new { m.Seq, m.PostedAt }).FirstOrDefaultAsync(ct);
                    if (found is null || found.PostedAt >= since)
                        (high, first) = (middle, found?.Seq ?? first);
                    else
                        low = found.Seq + 1;
                }

                return first;
            },
            ct);

    public Task<IReadOnlyList<MessageEdit>> ListEditsAsync(Seat seat, long seq, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync<IReadOnlyList<MessageEdit>>(
            async context =>
            {
                var id = seat.Stream.Id;
                var rows = await context.MessageEdits
                    .Where(e => e.Bucket == id.Bucket && e.StreamId == id && e.Seq == seq)
                    .OrderByDescending(e => e.Revision).Take(MaxEdits).ToListAsync(ct);
                return [.. rows.Select(e => new MessageEdit(e.Text, e.Html, e.EditorId, e.EditedAt))];
            },
            ct);

    private Task<MessagePage> ReadAsync(Seat seat, MessageRange range, CancellationToken ct) =>
        router.For(seat.Stream.Id).Database.ReadAsync(
            async context =>
            {
                var seen = context.MessagesOf(seat, time.GetUtcNow());
                // Newer ones first: when there are any, nothing is missing below them whatever is posted meanwhile.
                var newer = range.Side switch
                {
                    RangeSide.After => await NewerAsync(seen, range.Anchor, range.Limit + 1, ct),
                    RangeSide.Around => await NewerAsync(seen, range.Anchor, (range.Limit / 2) + 1, ct),
                    _ => [],
                };
                var older = range.Side switch
                {
                    RangeSide.Before => await OlderAsync(seen, range.Anchor - 1, range.Limit + 1, ct),
                    RangeSide.Around => await OlderAsync(seen, range.Anchor, ((range.Limit + 1) / 2) + 1, ct),
                    _ => [],
                };
                return ToPage(seat, range, older, newer);
            },
            ct);

    private static Task<List<MessageRow>> OlderAsync(IQueryable<MessageRow> seen, long upTo, int limit, CancellationToken ct) =>
        seen.Where(m => m.Seq <= upTo).OrderByDescending(m => m.Seq).Take(limit).ToListAsync(ct);

    private static Task<List<MessageRow>> NewerAsync(IQueryable<MessageRow> seen, long after, int limit, CancellationToken ct) =>
        seen.Where(m => m.Seq > after).OrderBy(m => m.Seq).Take(limit).ToListAsync(ct);

    // Each side was asked for one more than wanted: that one only tells that there is more.
    private static MessagePage ToPage(Seat seat, MessageRange range, List<MessageRow> older, List<MessageRow> newer)
    {
        var head = seat.Stream;
        var wantedOlder = range.Side == RangeSide.Around ? (range.Limit + 1) / 2 : range.Limit;
        var wantedNewer = range.Side == RangeSide.Around ? range.Limit / 2 : range.Limit;
        MessageView[] items = [.. older.Take(wantedOlder).Reverse().Concat(newer.Take(wantedNewer)).Select(r => r.ToView())];
        var hasOlder = range.Side == RangeSide.After ? Math.Min(range.Anchor, head.LastSeq) > (seat.Stream.Kind == StreamKind.Thread ? 0 : seat.Sight.Cleared.Seq) : older.Count > wantedOlder;
        var hasNewer = range.Side == RangeSide.Before
            ? range.Anchor <= head.LastSeq
            : newer.Count > wantedNewer;
        // The head was read before the messages: what happened in between comes again as events, and does no harm.
        return new MessagePage(items, hasOlder, hasNewer, head.Version) { Through = Through(head, range, items, hasNewer) };
    }

    // Up to where nothing that the reader sees is missing.
    private static long Through(StreamView head, MessageRange range, MessageView[] items, bool hasNewer)
    {
        var last = items.Length > 0 ? items[^1].Seq : 0;
        return !hasNewer ? Math.Max(head.LastSeq, last) : range.Side == RangeSide.Before ? Math.Max(last, range.Anchor - 1) : Math.Max(last, Math.Min(range.Anchor, head.LastSeq));
    }

    private static MessageEditRow EditOf(MessageRow row, UserId editor, DateTimeOffset now) => new()
    {
        Bucket = row.Bucket,
        StreamId = row.StreamId,
        Seq = row.Seq,
        Revision = row.Revision,
        Text = row.Text,
        Html = row.Html,
        EditorId = editor,
        EditedAt = now,
    };
}
