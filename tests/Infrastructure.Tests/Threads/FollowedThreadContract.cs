using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Threads;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Threads;

public abstract class FollowedThreadContract(TestInstallation installation) : StoreContract(installation)
{
    private IFollowedThreads Threads => Installation.Get<IFollowedThreads>();

    [Fact]
    public async Task Followed_are_threads_that_one_takes_part_in_with_what_is_unread_there()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var (channel, chat) = (await Here.ChannelAsync(ada, bo, cy), await Here.ChatAsync(ada, bo));
        await Here.PostAsync(channel, ada);
        await Here.PostAsync(chat, bo);
        var thread = (await Here.ReplyAsync(channel, 1, bo)).Stream;
        await Here.ReplyAsync(channel, 1, bo, Here.Message(mentions: [ada]));
        var side = (await Here.ReplyAsync(chat, 1, ada)).Stream;

        var (hers, his) = (await Threads.ReadAsync(ada, Ct), await Threads.ReadAsync(bo, Ct));

        Assert.Equal(new[] { thread, side }.Order(), hers.Followed.Order());
        Assert.Equal([(thread, 2L, 1L)], hers.Unread.Select(p => (p.Id, p.Unread, p.Mentions)));
        Assert.Equal(new[] { thread, side }.Order(), his.Followed.Order());
        Assert.Equal([(side, 1L)], his.Unread.Select(p => (p.Id, p.Unread)));
        Assert.Empty((await Threads.ReadAsync(cy, Ct)).Followed);
        Assert.False(hers.IsPartial);

        await Here.ReadUpToAsync(thread, ada, 2);
        Assert.Empty((await Threads.ReadAsync(ada, Ct)).Unread);
        await Here.ReadUpToAsync(thread, ada, 1, MarkerMove.Back);
        Assert.Equal([1L], (await Threads.ReadAsync(ada, Ct)).Unread.Select(p => p.Unread));
    }

    [Fact]
    public async Task A_group_that_is_called_in_a_thread_counts_as_a_mention_of_those_who_follow()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var subjects = new Subjects(Here.Services, Here.Organization);
        var group = await subjects.NewGroupAsync();
        await subjects.SetMemberAsync(group, ada, true);
        await Here.PostAsync(stream, ada);
        await Here.ReplyAsync(stream, 1, bo, Here.Message() with { Groups = [group] });
        await Here.ReplyAsync(stream, 1, bo);

        Assert.Equal([(2L, 1L)], (await Threads.ReadAsync(ada, Ct)).Unread.Select(p => (p.Unread, p.Mentions)));
    }

    [Fact]
    public async Task Whoever_leaves_the_place_follows_no_thread_of_it()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, bo);
        await Here.ReplyAsync(stream, 1, ada);

        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, bo), bo, null, Ct);

        Assert.Empty((await Threads.ReadAsync(bo, Ct)).Followed);
    }

    [Fact]
    public async Task Lists_go_by_the_newest_reply_page_by_page_over_all_shards_and_show_the_root()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var made = new List<StreamId>();
        for (var i = 0; i < 7; i++)
        {
            var stream = await Here.ChannelAsync(ada, bo);
            await Here.PostAsync(stream, ada, Here.Message($"root {i}"));
            Installation.Time.Advance(TimeSpan.FromSeconds(1));
            made.Add((await Here.ReplyAsync(stream, 1, bo)).Stream);
        }

        await Here.ReadUpToAsync(made[3], ada, 1);

        var all = await WalkAsync(ada, isUnread: false);
        Assert.Equal(made.AsEnumerable().Reverse(), all.Select(t => t.Place.Id));
        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"root {i}"), all.Select(t => t.Root.Text));
        Assert.All(all, t => Assert.Equal(1, t.Root.Thread!.Replies));
        Assert.Equal(made.Where(t => t != made[3]).Reverse(), (await WalkAsync(ada, isUnread: true)).Select(t => t.Place.Id));
        Assert.Empty((await Threads.ListAsync(ada, new ThreadQuery(new WorkspaceId(6), false, null, 10), Ct)).Items);
        // What was forged begins anew, and breaks nothing.
        var forged = new ThreadQuery(StageStandings.Workspace, false, new Cursor(ThreadQuery.List, $"{long.MaxValue}-1"), 10);
        Assert.Equal(7, (await Threads.ListAsync(ada, forged, Ct)).Items.Count);
    }

    private async Task<IReadOnlyList<FollowedThread>> WalkAsync(UserId user, bool isUnread)
    {
        var all = new List<FollowedThread>();
        Cursor? cursor = null;
        do
        {
            var page = await Threads.ListAsync(user, new ThreadQuery(StageStandings.Workspace, isUnread, cursor, 3), Ct);
            Assert.InRange(page.Items.Count, 1, 3);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}

public sealed class FollowedThreadsOnSqliteTests(OnSqlite on) : FollowedThreadContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class FollowedThreadsOnMariaDbTests(OnMariaDb on) : FollowedThreadContract(on.Installation), IClassFixture<OnMariaDb>;
