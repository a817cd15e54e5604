using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

/// <summary>A server that was restarted, or a network that forgot: connections that rest in the pools are dead.</summary>
public sealed class LostConnectionOnMariaDbTests(OnMariaDb on) : StoreContract(on.Installation), IClassFixture<OnMariaDb>
{
    [Fact]
    public async Task What_is_read_or_posted_next_does_not_notice()
    {
        var org = await Installation.OrganizationAsync();
        var workspaces = Installation.Get<IWorkspaceStore>();
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var seat = await Here.SeatAsync(stream, ada);

        for (var round = 1; round <= 3; round++)
        {
            Assert.Equal(WorkspaceRole.Admin, await workspaces.FindRoleAsync(org.Workspace, org.Owner, Ct));
            await KillAsync(stream, "Sleep");
            Assert.NotNull((await Here.Streams.FindAsync(stream, ada, Ct))!.Seat);
            await KillAsync(stream, "Sleep");
            Assert.Equal(round, (await Here.Messages.PostAsync(seat, Here.Message(), Ct)).Value.Seq);
        }
    }

    [Fact]
    public async Task A_post_whose_connection_is_lost_on_the_way_is_stored_once()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var seat = await Here.SeatAsync(stream, ada);
        Task<Result<MessageView>> post;
        await using (await Here.HoldAsync(stream))
        {
            post = Here.Messages.PostAsync(seat, Here.Message("hello", "key"), Ct);
            // It waits for the head's lock; then its connection is cut, and it waits again on another one.
            await Eventually.TrueAsync(async () => await KillAsync(stream, "Query") > 0, "the lane waits for the head");
            Assert.False(post.IsCompleted);
        }

        Assert.Equal((1L, "hello"), ((await post).Value.Seq, (await post).Value.Text));
        Assert.Single(await Here.HistoryAsync(stream));
    }

    /// <summary>Cuts the shard's other connections that are in a state, and tells how many.</summary>
    private async Task<int> KillAsync(StreamId stream, string state)
    {
        return await Here.Router.For(stream).Database.ReadAsync(
            async context =>
            {
                var ids = await context.Database.SqlQuery<long>(
                    $"SELECT id AS Value FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID() AND command = {state}").ToListAsync(Ct);
                foreach (var id in ids)
                    await context.Database.ExecuteSqlAsync($"KILL CONNECTION {id}", Ct);
                return ids.Count;
            },
            Ct);
    }
}
