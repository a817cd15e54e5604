using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Streams;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Messages;

/// <summary>
/// The rows that make a message count as a mention: one per person named, group called and watched keyword, and a single one
/// for everybody, or for those who are online, who stand in it. A message that calls everybody has no other rows, and one
/// that calls those who are online names none of them, so that nobody counts it twice; whom it calls by a group as well is
/// counted once when it is counted (<see cref="PlaceQuery"/>).
/// </summary>
internal static class Calls
{
    /// <summary>The people who get a row of their own.</summary>
    public static IEnumerable<UserId> Named(NewMessage message, UserId author) =>
        message.Broadcast == Broadcast.None ? message.Mentions.Where(m => m != author)
        : IsOfSome(message) && message.Mentions.Count > 0 ? Absent(message).Where(m => m != author)
        : [];

    /// <summary>The groups and keywords that get a row each: one, however many people they reach.</summary>
    public static IEnumerable<long> Subjects(NewMessage message) =>
        message.Broadcast == Broadcast.None || IsOfSome(message) ? message.Groups.Select(g => g.Value).Concat(message.Keywords.Select(k => k.Value)) : [];

    /// <summary>Those who stand in the row of a call, between commas so that each number is found whole; null when it calls everybody.</summary>
    public static string? Present(NewMessage message) => IsOfSome(message) ? $",{string.Join(',', message.Here ?? [])}," : null;

    /// <summary>As one stands in such a row.</summary>
    public static string PresentAs(UserId user) => $",{user},";

    public static void Add(ShardContext context, MessageRow row, NewMessage message)
    {
        foreach (var user in Named(message, row.AuthorId))
            context.Mentions.Add(new MentionRow { Bucket = row.Bucket, StreamId = row.StreamId, UserId = user, Seq = row.Seq });
        foreach (var subject in Subjects(message))
            context.SubjectCalls.Add(new SubjectCallRow { Bucket = row.Bucket, StreamId = row.StreamId, SubjectId = subject, Seq = row.Seq, AuthorId = row.AuthorId, At = row.PostedAt });
        if (message.Broadcast.CallsEverybody())
            context.Broadcasts.Add(new BroadcastRow { Bucket = row.Bucket, StreamId = row.StreamId, Seq = row.Seq, AuthorId = row.AuthorId, Present = Present(message) });
    }

    /// <summary>An edit adds and removes calls; counts follow at once. Who was called as online before is called still, and nobody else.</summary>
    public static async Task ReplaceAsync(ShardContext context, MessageRow row, NewMessage edited, CancellationToken ct)
    {
        if (row.Broadcast == Broadcast.Here && edited.Broadcast == Broadcast.Here)
            edited = edited with { Here = await ReadPresentAsync(context, row, ct) };
        await RemoveAsync(context, row, ct);
        (row.Mentions, row.CalledGroups, row.Broadcast) = (Json.WriteList(edited.Mentions), Json.WriteList(edited.Groups), edited.Broadcast);
        Add(context, row, edited);
    }

    /// <summary>The message calls nobody any more; counts follow at once. What stands in the row stays.</summary>
    public static async Task RemoveAsync(ShardContext context, MessageRow row, CancellationToken ct)
    {
        UserId[] old = [.. Json.ReadList<UserId>(row.Mentions)];
        if (old.Length > 0)
        {
            await context.Mentions
                .Where(m => m.Bucket == row.Bucket && m.StreamId == row.StreamId && old.Contains(m.UserId) && m.Seq == row.Seq).ExecuteDeleteAsync(ct);
        }

        await context.SubjectCalls.Where(c => c.Bucket == row.Bucket && c.StreamId == row.StreamId && c.Seq == row.Seq).ExecuteDeleteAsync(ct);
        if (row.Broadcast.CallsEverybody())
            await context.Broadcasts.Where(b => b.Bucket == row.Bucket && b.StreamId == row.StreamId && b.Seq == row.Seq).ExecuteDeleteAsync(ct);
    }

    private static IEnumerable<UserId> Absent(NewMessage message)
    {
        var here = (message.Here ?? []).ToHashSet();
        return message.Mentions.Where(m => !here.Contains(m));
    }

    private static bool IsOfSome(NewMessage message) => message.Broadcast == Broadcast.Here && message.Here is not null;

    private static async Task<IReadOnlyList<UserId>?> ReadPresentAsync(ShardContext context, MessageRow row, CancellationToken ct)
    {
        var present = await context.Broadcasts
            .Where(b => b.Bucket == row.Bucket && b.StreamId == row.StreamId && b.Seq == row.Seq).Select(b => b.Present).SingleOrDefaultAsync(ct);
        return present is null ? null : [.. present.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => new UserId(long.Parse(id, CultureInfo.InvariantCulture)))];
    }
}
