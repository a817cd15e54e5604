using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Messages;

/// <summary>
/// The rows that make a message count as a mention: one per person named, or a single one for everybody. A message
/// that calls everybody has no rows by name, so that nobody counts it twice.
/// </summary>
internal static class Calls
{
    /// <summary>The people who get a row of their own.</summary>
    public static IEnumerable<UserId> Named(NewMessage message, UserId author) =>
        message.Broadcast == Broadcast.None ? message.Mentions.Where(m => m != author) : [];

    public static void Add(ShardContext context, MessageRow row, NewMessage message)
    {
        foreach (var user in Named(message, row.AuthorId))
            context.Mentions.Add(new MentionRow { Bucket = row.Bucket, StreamId = row.StreamId, UserId = user, Seq = row.Seq });
        if (message.Broadcast != Broadcast.None)
            context.Broadcasts.Add(new BroadcastRow { Bucket = row.Bucket, StreamId = row.StreamId, Seq = row.Seq, AuthorId = row.AuthorId });
    }

    /// <summary>An edit adds and removes calls; counts follow at once.</summary>
    public static async Task ReplaceAsync(ShardContext context, MessageRow row, NewMessage edited, CancellationToken ct)
    {
        UserId[] old = [.. Json.ReadList<UserId>(row.Mentions)];
        if (old.Length > 0)
        {
            await context.Mentions
                .Where(m => m.Bucket == row.Bucket && m.StreamId == row.StreamId && old.Contains(m.UserId) && m.Seq == row.Seq).ExecuteDeleteAsync(ct);
        }

        if (row.Broadcast != Broadcast.None)
            await context.Broadcasts.Where(b => b.Bucket == row.Bucket && b.StreamId == row.StreamId && b.Seq == row.Seq).ExecuteDeleteAsync(ct);
        (row.Mentions, row.Broadcast) = (Json.WriteList(edited.Mentions), edited.Broadcast);
        Add(context, row, edited);
    }
}
