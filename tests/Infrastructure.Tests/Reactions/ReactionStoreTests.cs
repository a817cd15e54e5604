using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Reactions;

public abstract class ReactionStoreContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task A_reaction_is_given_once_and_taken_back_once()
    {
        var (ada, stream) = await OneMessageAsync();

        var given = await Here.ReactAsync(stream, 1, ada, "👍");
        var again = await Here.ReactAsync(stream, 1, ada, "👍");
        MessageAssert.Same(given, again);
        Assert.Equal([new ReactionView("👍", 1, [ada])], given.Reactions);
        MessageAssert.Same(given, await Here.FindAsync(stream, 1));

        var taken = await Here.ReactAsync(stream, 1, ada, "👍", given: false);
        MessageAssert.Same(taken, await Here.ReactAsync(stream, 1, ada, "👍", given: false));
        Assert.Empty(taken.Reactions);
        Assert.Equal(
            [OutboxKind.MembersJoined, OutboxKind.MessagePosted, OutboxKind.ReactionsChanged, OutboxKind.ReactionsChanged],
            (await Here.OutboxAsync(stream)).Select(o => o.Kind));
    }

    [Fact]
    public async Task Kinds_stand_in_the_order_in_which_they_were_first_given()
    {
        var (people, stream) = await CrowdAsync(3);

        await ReactInTurnAsync(stream, (people[0], "🎉"), (people[1], "👍"), (people[2], "❤️"), (people[0], "👍"));
        Assert.Equal(["🎉", "👍", "❤️"], await KindsAsync(stream));
        await Here.ReactAsync(stream, 1, people[0], "🎉", given: false);
        await Here.ReactAsync(stream, 1, people[1], "👍", given: false);
        await Here.ReactAsync(stream, 1, people[1], "🎉");

        Assert.Equal(["👍", "❤️", "🎉"], await KindsAsync(stream));
        Assert.Equal([people[0]], (await Here.FindAsync(stream, 1))!.Reactions[0].First);
    }

    [Fact]
    public async Task Emoji_that_look_alike_are_different_kinds()
    {
        var (ada, stream) = await OneMessageAsync();

        await ReactInTurnAsync(stream, (ada, "❤"), (ada, "❤️"), (ada, "👍"), (ada, "👍🏽"), (ada, "a"), (ada, "A"));

        Assert.Equal(["❤", "❤️", "👍", "👍🏽", "a", "A"], await KindsAsync(stream));
    }

    [Fact]
    public async Task More_than_twenty_are_counted_and_the_first_twenty_named()
    {
        var (people, stream) = await CrowdAsync(25);
        await ReactInTurnAsync(stream, [.. people.Select(p => (p, "👍"))]);

        Assert.Equal(new ReactionView("👍", 25, people[..20]), await OnlyAsync(stream));
        await Here.ReactAsync(stream, 1, people[22], "👍", given: false);
        Assert.Equal(new ReactionView("👍", 24, people[..20]), await OnlyAsync(stream));
        await Here.ReactAsync(stream, 1, people[3], "👍", given: false);
        Assert.Equal(new ReactionView("👍", 23, [.. people[..3], .. people[4..21]]), await OnlyAsync(stream));
        await Here.ReactAsync(stream, 1, people[3], "👍");
        Assert.Equal(new ReactionView("👍", 24, [.. people[..3], .. people[4..21]]), await OnlyAsync(stream));
    }

    [Fact]
    public async Task A_message_has_at_most_fifty_kinds()
    {
        var (people, stream) = await CrowdAsync(2);
        for (var i = 0; i < ReactionView.MaxKinds; i++)
            await Here.ReactAsync(stream, 1, people[0], $"kind{i}");

        var seat = await Here.SeatAsync(stream, people[1]);
        Assert.Equal("reaction.too_many_kinds", (await Here.Reactions.SetAsync(seat, 1, "more", true, Ct)).Error!.Code);
        Assert.Equal(2, (await Here.Reactions.SetAsync(seat, 1, "kind7", true, Ct)).Value.Reactions[7].Count);
        await Here.ReactAsync(stream, 1, people[0], "kind0", given: false);
        Assert.True((await Here.Reactions.SetAsync(seat, 1, "more", true, Ct)).IsOk);
    }

    [Fact]
    public async Task Thirty_people_at_once_on_two_nodes_are_all_counted()
    {
        await using var other = await SecondNodeAsync();
        var (people, stream) = await CrowdAsync(30);

        await Task.WhenAll(people.Select((p, i) => Task.Run(
            async () =>
            {
                var node = i % 2 == 0 ? Here : other.Stage;
                await node.ReactAsync(stream, 1, p, "👍");
                await node.ReactAsync(stream, 1, p, "🎉");
                if (i % 3 == 0)
                    await node.ReactAsync(stream, 1, p, "🎉", given: false);
            },
            Ct)));

        var reactions = (await Here.FindAsync(stream, 1))!.Reactions.ToDictionary(r => r.Emoji);
        Assert.Equal((30, 20), (reactions["👍"].Count, reactions["👍"].First.Count));
        Assert.Equal((20, 20), (reactions["🎉"].Count, reactions["🎉"].First.Distinct().Count()));
        Assert.Equal(people.Order(), await ReactorsAsync(stream, "👍", 7));
        Assert.Equal(people.Where((_, i) => i % 3 != 0).Order(), await ReactorsAsync(stream, "🎉", 200));
    }

    [Fact]
    public async Task Reactions_that_come_together_are_decided_in_their_order_and_each_is_an_event_of_its_own()
    {
        var (people, stream) = await CrowdAsync(40);
        var seats = await Task.WhenAll(people.Select(p => Here.SeatAsync(stream, p)));
        var before = (await Here.HeadAsync(stream)).Version;

        // One act waits for its commit, and the others meanwhile for theirs: they share it.
        var given = seats.Select(s => Here.Reactions.SetAsync(s, 1, "👍", true, Ct)).ToList();
        var noMessage = Here.Reactions.SetAsync(seats[1], 99, "👍", true, Ct);
        var again = Here.Reactions.SetAsync(seats[2], 1, "👍", true, Ct);
        var taken = Here.Reactions.SetAsync(seats[3], 1, "👍", false, Ct);
        var back = Here.Reactions.SetAsync(seats[3], 1, "👍", true, Ct);
        var gone = Here.Reactions.SetAsync(seats[4], 1, "👍", false, Ct);
        var counted = (await Task.WhenAll(given)).Select(g => Assert.Single(g.Value.Reactions).Count);
        await gone;

        Assert.Equal(Enumerable.Range(1, 40), counted);
        Assert.IsType<Error.NotFound>((await noMessage).Error);
        Assert.Equal(40, (await again).Value.Reactions[0].Count);
        Assert.Equal((39, 40, 39), ((await taken).Value.Reactions[0].Count, (await back).Value.Reactions[0].Count, (await gone).Value.Reactions[0].Count));
        var left = await OnlyAsync(stream);
        Assert.Equal((39, 20), (left.Count, left.First.Distinct().Count()));
        Assert.DoesNotContain(people[4], left.First);
        Assert.Equal(people.Where(p => p != people[4]).Order(), await ReactorsAsync(stream, "👍", 200));
        Assert.Equal(Enumerable.Range(1, 43).Select(i => before + i), (await Here.OutboxAsync(stream)).Select(o => o.Version).Where(v => v > before));
    }

    [Fact]
    public async Task Those_who_reacted_are_listed_by_pages()
    {
        var (people, stream) = await CrowdAsync(7);
        await ReactInTurnAsync(stream, [.. people.Select(p => (p, "👍")), (people[0], "🎉")]);

        Assert.Equal(people.Order(), await ReactorsAsync(stream, "👍", 3));
        Assert.Equal(people.Order(), await ReactorsAsync(stream, "👍", 7));
        Assert.Equal([people[0]], await ReactorsAsync(stream, "🎉", 3));
        Assert.Empty((await Here.Reactions.ListAsync(await Here.SeatAsync(stream, people[0]), new ReactorQuery(1, "❤️", null, 10), Ct)).Items);
    }

    [Fact]
    public async Task Those_who_reacted_can_be_asked_for_among_some_people()
    {
        var (people, stream) = await CrowdAsync(4);
        await ReactInTurnAsync(stream, [.. people[..3].Select(p => (p, "👍"))]);

        var among = await Here.Reactions.ListAsync(await Here.SeatAsync(stream, people[0]), new ReactorQuery(1, "👍", null, 10, [people[2], people[3]]), Ct);

        Assert.Equal([people[2]], among.Items);
    }

    [Fact]
    public async Task Ones_own_reactions_on_a_run_of_messages_are_found()
    {
        var (people, stream) = await CrowdAsync(2);
        for (var seq = 2L; seq <= 5; seq++)
            await Here.PostAsync(stream, people[0]);
        for (var seq = 1L; seq <= 5; seq++)
            await Here.ReactAsync(stream, seq, people[0], "👍");
        await Here.ReactAsync(stream, 3, people[0], "🎉");
        await Here.ReactAsync(stream, 3, people[1], "❤️");

        var own = await Here.Reactions.ListOwnAsync(await Here.SeatAsync(stream, people[0]), 2, 4, Ct);

        Assert.Equal(new HashSet<OwnReaction> { new(2, "👍"), new(3, "👍"), new(3, "🎉"), new(4, "👍") }, own.ToHashSet());
        Assert.Equal(4, own.Count);
    }

    [Fact]
    public async Task Only_messages_of_people_are_reacted_to_by_those_who_are_in()
    {
        var (people, stream) = await CrowdAsync(3);
        var (mine, gone) = (await Here.SeatAsync(stream, people[0]), await Here.SeatAsync(stream, people[1]));
        await Here.Seats.RemoveAsync(mine, people[1], null, Ct);

        Assert.IsType<Error.NotFound>((await Here.Reactions.SetAsync(mine, 2, "👍", true, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Reactions.SetAsync(mine, 99, "👍", true, Ct)).Error);
        Assert.Equal("stream.not_joined", (await Here.Reactions.SetAsync(gone, 1, "👍", true, Ct)).Error!.Code);
        await Here.Streams.ChangeAsync(mine, new StreamChange { Archived = true }, Ct);
        Assert.Equal("stream.archived", (await Here.Reactions.SetAsync(mine, 1, "👍", true, Ct)).Error!.Code);
    }

    private async Task<(UserId Ada, StreamId Stream)> OneMessageAsync()
    {
        var (people, stream) = await CrowdAsync(1);
        return (people[0], stream);
    }

    private async Task<(UserId[] People, StreamId Stream)> CrowdAsync(int count)
    {
        var people = Here.NewPeople(count);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, people[0]);
        return (people, stream);
    }

    private async Task ReactInTurnAsync(StreamId stream, params (UserId By, string Emoji)[] reactions)
    {
        foreach (var (by, emoji) in reactions)
        {
            Installation.Time.Advance(TimeSpan.FromMilliseconds(1));
            await Here.ReactAsync(stream, 1, by, emoji);
        }
    }

    private async Task<ReactionView> OnlyAsync(StreamId stream) => Assert.Single((await Here.FindAsync(stream, 1))!.Reactions);

    private async Task<IEnumerable<string>> KindsAsync(StreamId stream) => (await Here.FindAsync(stream, 1))!.Reactions.Select(r => r.Emoji);

    private async Task<List<UserId>> ReactorsAsync(StreamId stream, string emoji, int limit)
    {
        var (seat, all) = (await Here.SeatAsync(stream, new UserId(1)), new List<UserId>());
        Cursor? cursor = null;
        do
        {
            var page = await Here.Reactions.ListAsync(seat, new ReactorQuery(1, emoji, cursor, limit), Ct);
            Assert.InRange(page.Items.Count, 1, limit);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}

public sealed class ReactionStoreOnSqliteTests(OnSqlite on) : ReactionStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ReactionStoreOnMariaDbTests(OnMariaDb on) : ReactionStoreContract(on.Installation), IClassFixture<OnMariaDb>;
