using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.References;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Holds;

/// <summary>Says which messages holds cover, and keeps them apart in the transaction that empties them. The message's own row says nothing of it.</summary>
internal static class HeldCopies
{
    /// <summary>The numbers of those of one place's messages, or of one of its threads, that a hold covers.</summary>
    public static async Task<IReadOnlySet<long>> WhichAsync(ShardContext context, IReadOnlyList<Hold> inForce, StreamRow place, IReadOnlyList<MessageRow> rows, CancellationToken ct)
    {
        if (inForce.Count == 0 || rows.Count == 0)
            return new HashSet<long>();
        var subjects = rows.Select(r => new Subject(place.OrganizationId, place.StreamId, r.AuthorId, r.PostedAt)).ToList();
        var covered = await CoveredAsync(context, place.Bucket, inForce, subjects, ct);
        return rows.Where((_, i) => covered[i]).Select(r => r.Seq).ToHashSet();
    }

    /// <summary>For each message of one bucket whether a hold covers it. The seats of those whom holds name are read in one query, where they matter.</summary>
    public static async Task<bool[]> CoveredAsync(ShardContext context, Bucket bucket, IReadOnlyList<Hold> inForce, IReadOnlyList<Subject> subjects, CancellationToken ct)
    {
        var doubtful = subjects.Where(s => Of(s).All(h => h.Covers(s.Place, s.Author, s.PostedAt) != true)).SelectMany(s => InDoubt(s).Select(h => (s.Place, h.People))).ToList();
        var seats = await SeatsAsync(context, bucket, doubtful, ct);
        return [.. subjects.Select(s => Of(s).Any(h => h.Covers(s.Place, s.Author, s.PostedAt) ?? h.People.Any(p => seats.Contains((s.Place, p)))))];

        IEnumerable<HoldScope> Of(Subject subject) => inForce.Where(h => h.Organization == subject.Organization).Select(h => h.Scope);

        IEnumerable<HoldScope> InDoubt(Subject subject) => Of(subject).Where(h => h.Covers(subject.Place, subject.Author, subject.PostedAt) is null);
    }

    // Also of those who have left: what was said while she was there she may have read.
    private static async Task<IReadOnlySet<(StreamId Place, UserId Person)>> SeatsAsync(
        ShardContext context, Bucket bucket, IReadOnlyList<(StreamId Place, IReadOnlyList<UserId> People)> doubtful, CancellationToken ct)
    {
        if (doubtful.Count == 0)
            return new HashSet<(StreamId, UserId)>();
        var (places, people) = (doubtful.Select(d => d.Place).Distinct().ToArray(), doubtful.SelectMany(d => d.People).Distinct().ToArray());
        var seats = await context.Seats.Where(s => s.Bucket == bucket && places.Contains(s.StreamId) && people.Contains(s.UserId)).Select(s => new { s.StreamId, s.UserId }).ToListAsync(ct);
        return seats.Select(s => (s.StreamId, s.UserId)).ToHashSet();
    }

    /// <summary>Keeps a message as it is now, before it is emptied.</summary>
    public static async Task<HeldMessageRow> KeepAsync(StreamTransaction transaction, StreamRow place, MessageRow row, HeldCause cause, CancellationToken ct)
    {
        var edits = row.EditedAt is null
            ? []
            : await transaction.Context.MessageEdits.Where(e => e.Bucket == row.Bucket && e.StreamId == row.StreamId && e.Seq == row.Seq).OrderBy(e => e.Revision).ToListAsync(ct);
        var attachments = Json.ReadList<Attachment>(row.Attachments);
        var content = new HeldContent(row.Text, row.Html)
        {
            EditedAt = row.EditedAt,
            Mentions = Json.ReadList<UserId>(row.Mentions),
            Groups = Json.ReadList<UserGroupId>(row.CalledGroups),
            Broadcast = row.Broadcast,
            Confirmation = Json.Read<ConfirmationRequest>(row.Confirmation),
            Attachments = attachments,
            References = Json.ReadList<MessageReference>(row.Refs),
            Reactions = Json.ReadList<ReactionView>(row.Reactions),
            Edits = [.. edits.Select(e => new MessageEdit(e.Text, e.Html, e.EditorId, e.EditedAt))],
        };
        var held = new HeldMessageRow
        {
            Bucket = row.Bucket,
            StreamId = row.StreamId,
            Seq = row.Seq,
            MessageId = row.MessageId,
            OrganizationId = place.OrganizationId,
            PlaceId = place.StreamId,
            AuthorId = row.AuthorId,
            PostedAt = row.PostedAt,
            Cause = cause,
            HeldAt = transaction.Now,
            Revision = row.Revision,
            Bytes = attachments.Sum(a => a.Size),
            Content = Json.Write(content)!, // written of something
        };
        transaction.Context.HeldMessages.Add(held);
        return held;
    }

    /// <summary>A message, as holds look at it.</summary>
    /// <param name="Organization">Whose.</param>
    /// <param name="Place">Its channel or chat.</param>
    /// <param name="Author">Who wrote it.</param>
    /// <param name="PostedAt">When.</param>
    public readonly record struct Subject(OrganizationId Organization, StreamId Place, UserId Author, DateTimeOffset PostedAt);
}
