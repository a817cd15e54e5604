using System.Linq.Expressions;
using Collab.Domain.Notifications;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Streams;

/// <summary>
/// The rows of a sidebar. Unread is arithmetic on two numbers, less the few rows that do not count; nothing is counted
/// message by message. Calls by groups and keywords, and what she has hidden from herself, are counted only where there are any
/// (<see cref="PlaceRow.IsRough"/>): then the rows are read again with what calls the person, which stands in the directory.
/// </summary>
internal static class PlaceQuery
{
    /// <summary>The places of a person on one shard: no threads.</summary>
    public static Task<List<PlaceRow>> ListAsync(ShardContext context, UserId user, CancellationToken ct) =>
        context.Database.GetDbConnection().RowsAsync(PlaceText.Of(user), PlaceText.Read, ct);

    public static IQueryable<PlaceRow> OfUser(ShardContext context, UserId user, StreamId stream) => Join(context, user, Place(context, user, stream), null);

    /// <summary>One row with all its calls.</summary>
    public static IQueryable<PlaceRow> OfUser(ShardContext context, UserId user, StreamId stream, CallSubjects subjects) =>
        Join(context, user, Place(context, user, stream), subjects);

    /// <summary>Some rows; threads may be among them.</summary>
    public static IQueryable<PlaceRow> OfUser(ShardContext context, UserId user, IReadOnlyCollection<StreamId> among) => Join(context, user, Some(context, user, among), null);

    /// <summary>Some rows with all their calls; threads may be among them.</summary>
    public static IQueryable<PlaceRow> OfUser(ShardContext context, UserId user, IReadOnlyCollection<StreamId> among, CallSubjects subjects) =>
        Join(context, user, Some(context, user, among), subjects);

    // The buckets make it a look by key.
    private static IQueryable<SeatRow> Some(ShardContext context, UserId user, IReadOnlyCollection<StreamId> among)
    {
        Bucket[] buckets = [.. among.Select(id => id.Bucket).Distinct()];
        return context.Seats.Where(s => buckets.Contains(s.Bucket) && among.Contains(s.StreamId) && s.UserId == user && s.LeftSeq == null);
    }

    private static IQueryable<SeatRow> Place(ShardContext context, UserId user, StreamId stream) =>
        context.Seats.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream && s.UserId == user && s.LeftSeq == null);

    // With subjects a row is exact; without, it may say that it must be read again with them.
    private static IQueryable<PlaceRow> Join(ShardContext context, UserId user, IQueryable<SeatRow> seats, CallSubjects? subjects) =>
        subjects is null ? Quick(context, user, seats) : Exact(context, user, seats, subjects);

    private static IQueryable<PlaceRow> Quick(ShardContext context, UserId user, IQueryable<SeatRow> seats)
    {
        var me = Calls.PresentAs(user);
        return
            from seat in seats
            join head in context.Streams on new { seat.Bucket, seat.StreamId } equals new { head.Bucket, head.StreamId }
            select new PlaceRow
            {
                Head = head,
                Seat = seat,
                Uncounted = context.Uncounted.Count(u => u.Bucket == seat.Bucket && u.StreamId == seat.StreamId && u.Seq > seat.LastReadSeq),
                Mentions = context.Mentions.Count(m =>
                    m.Bucket == seat.Bucket && m.StreamId == seat.StreamId && m.UserId == seat.UserId && m.Seq > seat.LastReadSeq),
                Broadcasts = context.Broadcasts.Count(b =>
                    b.Bucket == seat.Bucket && b.StreamId == seat.StreamId && b.Seq > seat.LastReadSeq && b.AuthorId != seat.UserId
                    && (b.Present == null || b.Present.Contains(me))),
                // What is unread counts as unread. Most places have none, which their head says.
                Reminders = head.Reminders == 0 ? 0 : context.Reminders.Count(r =>
                    r.Bucket == seat.Bucket && r.StreamId == seat.StreamId && r.Seq > seat.JoinedSeq && r.Seq > seat.ClearedSeq && r.Seq <= seat.LastReadSeq && r.AuthorId != seat.UserId
                    && !context.Confirmations.Any(c => c.Bucket == r.Bucket && c.StreamId == r.StreamId && c.Seq == r.Seq && c.UserId == seat.UserId)),
                HasSubjectCalls = context.SubjectCalls.Any(c => c.Bucket == seat.Bucket && c.StreamId == seat.StreamId && c.Seq > seat.LastReadSeq),
                HasHidden = context.HiddenMessages.Any(h =>
                    h.Bucket == seat.Bucket && h.StreamId == seat.StreamId && h.UserId == seat.UserId && (h.Seq > seat.LastReadSeq || head.Reminders > 0)),
            };
    }

    private static IQueryable<PlaceRow> Exact(ShardContext context, UserId user, IQueryable<SeatRow> seats, CallSubjects subjects)
    {
        var me = Calls.PresentAs(user);
        // A message that calls her by name or as online is counted there, and one that calls her by two groups by the first of them.
        // (MariaDB cannot count what is distinct within a row of the outer query.)
        var calls = context.SubjectCalls.Where(Concerns(subjects));
        var hidden = context.HiddenMessages.Where(h => h.UserId == user);
        return
            from seat in seats
            join head in context.Streams on new { seat.Bucket, seat.StreamId } equals new { head.Bucket, head.StreamId }
            select new PlaceRow
            {
                Head = head,
                Seat = seat,
                Uncounted = context.Uncounted.Count(u => u.Bucket == seat.Bucket && u.StreamId == seat.StreamId && u.Seq > seat.LastReadSeq),
                // Her own count among her own, and what counts for nobody is there already.
                Hidden = hidden.Count(h => h.Bucket == seat.Bucket && h.StreamId == seat.StreamId && h.Seq > seat.LastReadSeq && !h.IsOwn
                    && !context.Uncounted.Any(u => u.Bucket == h.Bucket && u.StreamId == h.StreamId && u.Seq == h.Seq)),
                Mentions = context.Mentions.Count(m =>
                    m.Bucket == seat.Bucket && m.StreamId == seat.StreamId && m.UserId == seat.UserId && m.Seq > seat.LastReadSeq
                    && !hidden.Any(h => h.Bucket == m.Bucket && h.StreamId == m.StreamId && h.Seq == m.Seq)),
                Broadcasts = context.Broadcasts.Count(b =>
                    b.Bucket == seat.Bucket && b.StreamId == seat.StreamId && b.Seq > seat.LastReadSeq && b.AuthorId != seat.UserId
                    && (b.Present == null || b.Present.Contains(me))
                    && !hidden.Any(h => h.Bucket == b.Bucket && h.StreamId == b.StreamId && h.Seq == b.Seq)),
                Reminders = head.Reminders == 0 ? 0 : context.Reminders.Count(r =>
                    r.Bucket == seat.Bucket && r.StreamId == seat.StreamId && r.Seq > seat.JoinedSeq && r.Seq > seat.ClearedSeq && r.Seq <= seat.LastReadSeq && r.AuthorId != seat.UserId
                    && !context.Confirmations.Any(c => c.Bucket == r.Bucket && c.StreamId == r.StreamId && c.Seq == r.Seq && c.UserId == seat.UserId)
                    && !hidden.Any(h => h.Bucket == r.Bucket && h.StreamId == r.StreamId && h.Seq == r.Seq)),
                HasSubjectCalls = context.SubjectCalls.Any(c => c.Bucket == seat.Bucket && c.StreamId == seat.StreamId && c.Seq > seat.LastReadSeq),
                SubjectCalls = calls
                    .Where(c => c.Bucket == seat.Bucket && c.StreamId == seat.StreamId && c.Seq > seat.LastReadSeq && c.AuthorId != seat.UserId)
                    .Where(c => !context.Mentions.Any(m => m.Bucket == c.Bucket && m.StreamId == c.StreamId && m.UserId == seat.UserId && m.Seq == c.Seq))
                    .Where(c => !context.Broadcasts.Any(b => b.Bucket == c.Bucket && b.StreamId == c.StreamId && b.Seq == c.Seq && (b.Present == null || b.Present.Contains(me))))
                    .Where(c => !hidden.Any(h => h.Bucket == c.Bucket && h.StreamId == c.StreamId && h.Seq == c.Seq))
                    .Count(c => !calls.Any(other => other.Bucket == c.Bucket && other.StreamId == c.StreamId && other.Seq == c.Seq && other.SubjectId < c.SubjectId)),
            };
    }

    // (subject = a and at >= t) or … : at most UserGroup.MaxPerPerson + Keyword.MaxPerPerson of them.
    private static Expression<Func<SubjectCallRow, bool>> Concerns(CallSubjects subjects)
    {
        var row = Expression.Parameter(typeof(SubjectCallRow), "c");
        var (id, at) = (Expression.Property(row, nameof(SubjectCallRow.SubjectId)), Expression.Property(row, nameof(SubjectCallRow.At)));
        var terms = subjects.Groups.Select(g => (Id: g.Id.Value, g.Since)).Concat(subjects.Keywords.Select(k => (Id: k.Id.Value, k.Since)))
            .Select(s => Expression.AndAlso(
                Expression.Equal(id, Expression.Constant(s.Id)), Expression.GreaterThanOrEqual(at, Expression.Constant(s.Since))))
            .ToArray();
        // Nothing has the id 0. A plain "false" would take the bucket out of the statement.
        var any = terms.Length == 0 ? Expression.Equal(id, Expression.Constant(0L)) : terms.Aggregate<Expression>(Expression.OrElse);
        return Expression.Lambda<Func<SubjectCallRow, bool>>(any, row);
    }
}

/// <summary>One row, as it comes from the database.</summary>
internal sealed class PlaceRow
{
    public required StreamRow Head { get; init; }

    public required SeatRow Seat { get; init; }

    public int Uncounted { get; init; }

    public int Mentions { get; init; }

    public int Broadcasts { get; init; }

    /// <summary>Messages that she has read, was reminded of, and has not confirmed.</summary>
    public int Reminders { get; init; }

    /// <summary>Groups or keywords are called after the marker: whether any of them concern the person was not asked.</summary>
    public bool HasSubjectCalls { get; init; }

    /// <summary>Messages that call the person by a group or a keyword and not by name.</summary>
    public int SubjectCalls { get; init; }

    /// <summary>She has hidden messages from herself that may count: how many was not asked.</summary>
    public bool HasHidden { get; init; }

    /// <summary>Unread messages of others that she has hidden from herself.</summary>
    public int Hidden { get; init; }

    /// <summary>The row is not exact yet.</summary>
    public bool IsRough => HasSubjectCalls || HasHidden;

    public long Unread => Math.Max(0, Head.LastSeq - Seat.LastReadSeq - Seat.OwnAfter - Uncounted - Hidden);

    // In a chat every message is for you; in a channel those that call you. A message that does both is counted once.
    public long Calls => Reminders + (Head.Kind is StreamKind.Direct or StreamKind.Group ? Unread : Math.Min(Unread, Mentions + Broadcasts + SubjectCalls));

    public PlaceView ToView() => new(Head.ToView(), Seat.Role, Seat.LastReadSeq, Unread, Calls, Seat.IsStarred, Seat.MutedUntil);
}
