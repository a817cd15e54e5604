using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages;

/// <summary>A client's key makes a post one message, however often and by whatever way it comes.</summary>
public abstract class RepeatedPostContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task The_same_key_again_is_the_same_message()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var first = await Here.PostAsync(stream, ada, Here.Message("first", "key"));
        await Here.EditAsync(stream, 1, ada, Here.Message("edited", "key"));
        await Here.ReactAsync(stream, 1, ada, "👍");

        var again = await Here.PostAsync(stream, ada, Here.Message("second", "key"));

        Assert.Equal((first.Seq, first.Id, "edited"), (again.Seq, again.Id, again.Text));
        MessageAssert.Same(again, await Here.FindAsync(stream, 1));
        Assert.Equal(1, (await Here.HeadAsync(stream)).LastSeq);
    }

    [Fact]
    public async Task The_same_key_of_another_person_or_in_another_stream_is_another_message()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var (one, two) = (await Here.ChannelAsync(ada, bo), await Here.ChannelAsync(ada, bo));

        var ids = new HashSet<MessageId>
        {
            (await Here.PostAsync(one, ada, Here.Message(key: "key"))).Id,
            (await Here.PostAsync(one, bo, Here.Message(key: "key"))).Id,
            (await Here.PostAsync(two, ada, Here.Message(key: "key"))).Id,
        };

        Assert.Equal(3, ids.Count);
    }

    [Fact]
    public async Task Fifty_posts_with_one_key_through_two_nodes_make_one_message()
    {
        await using var other = await SecondNodeAsync();
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var seat = await Here.SeatAsync(stream, ada);

        var posted = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(
            () => (i % 2 == 0 ? Here : other.Stage).Messages.PostAsync(seat, Here.Message($"try {i}", "once"), Ct), Ct)));

        Assert.Single(posted.Select(p => (p.Value.Id, p.Value.Seq, p.Value.Text)).Distinct());
        Assert.Single(await Here.HistoryAsync(stream));
        Assert.Equal(2, (await Here.OutboxAsync(stream)).Count);
    }

    [Fact]
    public async Task One_key_twice_in_one_group_is_one_message()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);

        var results = await Here.TogetherAsync(stream, [(ada, Here.Message("one", "key")), (ada, Here.Message("two", "key")), (ada, Here.Message("three"))]);

        Assert.Equal([(1L, "one"), (1L, "one"), (2L, "three")], results.Select(r => (r.Value.Seq, r.Value.Text)));
        Assert.Equal(2, (await Here.HeadAsync(stream)).LastSeq);
    }

    [Fact]
    public async Task A_group_that_looks_for_keys_finds_what_was_stored_and_stores_the_rest()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var first = await Here.PostAsync(stream, ada, Here.Message("first", "key"));

        var results = await Here.TogetherAsync(
            stream, [(bo, Here.Message("new")), (ada, Here.Message("again", "key")), (bo, Here.Message("of another", "key"))], checksKeys: true);

        Assert.Equal([(2L, "new"), (first.Seq, "first"), (3L, "of another")], results.Select(r => (r.Value.Seq, r.Value.Text)));
        Assert.Equal([1L, 2L, 3L], (await Here.HistoryAsync(stream)).Select(m => m.Seq));
    }

    [Fact]
    public async Task A_group_that_does_not_look_for_keys_is_refused_whole_and_leaves_nothing_not_even_a_lock()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada, Here.Message("first", "key"));
        var before = await Here.HeadAsync(stream);

        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => Here.TogetherAsync(stream, [(bo, Here.Message("new")), (ada, Here.Message("again", "key"))]));

        Assert.True(Database<ShardContext>.IsTransient(refused));
        Assert.Equal(before, await Here.HeadAsync(stream), HeadComparer.Instance);
        Assert.Single(await Here.HistoryAsync(stream));
        Assert.Equal("renamed", (await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Name = "renamed" }, Ct)).Value.Name);
    }

    [Fact]
    public async Task Repeats_among_new_posts_through_the_lane_give_each_its_own_message()
    {
        var people = Here.NewPeople(5);
        var stream = await Here.ChannelAsync(people);
        var seats = await Task.WhenAll(people.Select(p => Here.SeatAsync(stream, p)));
        var firsts = new List<MessageView>();
        foreach (var seat in seats)
            firsts.Add((await Here.Messages.PostAsync(seat, Here.Message("first", "key"), Ct)).Value);

        for (var round = 1; round <= 3; round++)
        {
            Task<Result<MessageView>>[] posts;
            await using (await Here.HoldAsync(stream))
            {
                posts = [.. seats.SelectMany(seat => (Task<Result<MessageView>>[])[
                    Here.Messages.PostAsync(seat, Here.Message("again", "key"), Ct), Here.Messages.PostAsync(seat, Here.Message("new", $"key-{round}"), Ct)])];
            }

            var results = await Task.WhenAll(posts);
            Assert.Equal(firsts.Select(f => (f.Seq, f.Id)), results.Where((_, i) => i % 2 == 0).Select(r => (r.Value.Seq, r.Value.Id)));
            Assert.All(results.Where((_, i) => i % 2 == 1), r => Assert.Equal("new", r.Value.Text));
        }

        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), (await Here.HistoryAsync(stream)).Select(m => m.Seq));
        Assert.Equal(Enumerable.Range(1, 21).Select(n => (long)n), (await Here.OutboxAsync(stream)).Select(o => o.Version));
    }
}

public sealed class RepeatedPostOnSqliteTests(OnSqlite on) : RepeatedPostContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class RepeatedPostOnMariaDbTests(OnMariaDb on) : RepeatedPostContract(on.Installation), IClassFixture<OnMariaDb>;
