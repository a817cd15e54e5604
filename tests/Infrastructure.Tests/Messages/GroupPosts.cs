using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Messages;
using Collab.Infrastructure.Tests.Streams;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

/// <summary>Stores posts as one group; the lane would decide by chance which go together.</summary>
internal static class GroupPosts
{
    public static async Task<Result<MessageView>[]> TogetherAsync(
        this Stage here, StreamId stream, (UserId By, NewMessage Message)[] posts, bool checksKeys = false)
    {
        var seats = new List<(Seat, NewMessage)>();
        foreach (var (by, message) in posts)
            seats.Add((await here.SeatAsync(stream, by), message));
        return await here.TogetherAsync(stream, [.. seats], checksKeys);
    }

    public static async Task<Result<MessageView>[]> TogetherAsync(
        this Stage here, StreamId stream, (Seat Seat, NewMessage Message)[] posts, bool checksKeys = false)
    {
        var database = here.Router.For(stream).Database;
        var group = new PostGroup(database.Sql, here.Ids);
        PendingPost[] pending = [.. posts.Select(p => new PendingPost(p.Seat, p.Message))];
        var now = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
        var outcome = await database.CommandAsync((connection, _, _) => group.StoreAsync(connection, pending, checksKeys, now, TestContext.Current.CancellationToken));
        Assert.Equal(pending, outcome.Results.Select(r => r.Post));
        return [.. outcome.Results.Select(r => r.Result)];
    }
}
