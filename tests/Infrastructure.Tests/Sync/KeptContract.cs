using Collab.Domain.Channels;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Houses;
using Collab.Support.Servers;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Sync;

/// <summary>Of what a browser has kept, nothing stays that its person would not read now as it is kept.</summary>
public abstract class KeptContract(Func<Action<IServiceCollection>, TestInstallation> on) : IAsyncLifetime
{
    private const int Histories = 8;
    private const int Acts = 120;

    private House _house = null!; // set before each test
    private LeaseKeeper _lease = null!; // set before each test
    private Actor _ada = null!; // set before each test
    private Actor _bo = null!; // set before each test
    private Actor _cy = null!; // set before each test

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Histories)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(on, Ct);
        _lease = await LeaseKeeper.StartAsync(_house.Services, Ct);
        (_ada, _bo, _cy) = (await _house.ArriveAsync("Ada"), await _house.ArriveAsync("Bo"), await _house.ArriveAsync("Cy"));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _lease.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_left_is_what_one_would_read_now_whatever_has_happened(int seed)
    {
        // A history must be the same each time it is run: its seed is its name.
#pragma warning disable CA5394
        var random = new Random(seed);
        Actor[] people = [_ada, _bo, _cy];
        var world = new SyncWorld(_house, people);
        await world.BeginAsync();
        var (kept, left, letGo) = (new List<Kept>(), 0, 0);
        for (var act = 0; act < Acts; act++)
        {
            _house.Time.Advance(TimeSpan.FromSeconds(1));
            await world.ActAsync(random);
            if (random.Next(4) == 0)
                kept.AddRange(await KeepAsync(people[random.Next(people.Length)]));
        }
#pragma warning restore CA5394

        foreach (var window in kept)
        {
            var review = await ReviewAsync(window.Actor, window.Asked);
            Assert.NotEqual(KeptState.Away, review.State);
            var stays = review.State == KeptState.Gone ? [] : window.Messages.Where(m => m.Seq > review.Cleared && !review.Seqs.Contains(m.Seq) && !(m.ExpiresAt <= _house.Time.GetUtcNow())).ToList();
            var now = stays.Count == 0 ? [] : (await ReadAsync(window.Actor, window.Asked.Stream)).ToDictionary(m => m.Seq);
            foreach (var message in stays)
                Assert.Equal((MessageState.Posted, message.Html), (now[message.Seq].State, now[message.Seq].Html));
            (left, letGo) = (left + stays.Count, letGo + window.Messages.Count - stays.Count);
        }

        // A history in which nothing stayed, or nothing went, would say nothing.
        Assert.True(left > 10 && letGo > 10, $"{left} messages stayed, {letGo} went");
    }

    [Fact]
    public async Task Of_a_place_where_nothing_has_happened_everything_stays()
    {
        var channel = (await _house.ChannelAsync(_ada, "still")).Id;
        await _house.SayAsync(_ada, channel, "one");
        var window = Assert.Single(await KeepAsync(_ada), k => k.Asked.Stream == channel);

        var review = await ReviewAsync(_ada, window.Asked);

        Assert.Equal((KeptState.There, window.Asked.Version, 0L, 0), (review.State, review.Version, review.Cleared, review.Seqs.Count));
    }

    [Fact]
    public async Task Messages_outside_of_the_window_are_not_named_and_new_ones_are_no_reason_to_let_go()
    {
        var channel = (await _house.ChannelAsync(_ada, "long")).Id;
        var seqs = new List<long>();
        foreach (var text in new[] { "one", "two", "three", "four" })
            seqs.Add((await _house.SayAsync(_ada, channel, text)).Seq);
        var version = Assert.Single(await KeepAsync(_ada), k => k.Asked.Stream == channel).Asked.Version;
        foreach (var seq in seqs)
            await _house.Get<RecallMessage>().ExecuteAsync(_ada, channel, seq, Ct);
        await _house.SayAsync(_ada, channel, "five");

        var review = await ReviewAsync(_ada, new KeptWindow(channel, version, seqs[1], seqs[2]));

        Assert.Equal([seqs[1], seqs[2]], review.Seqs);
        Assert.True(review.Version > version);
        Assert.Empty((await ReviewAsync(_ada, new KeptWindow(channel, review.Version, seqs[1], seqs[2]))).Seqs);
    }

    [Fact]
    public async Task What_one_has_hidden_or_cleared_on_another_device_goes_although_nothing_happened_in_the_place()
    {
        var channel = (await _house.ChannelAsync(_ada, "mine")).Id;
        var (one, two) = (await _house.SayAsync(_ada, channel, "one"), await _house.SayAsync(_ada, channel, "two"));
        var window = Assert.Single(await KeepAsync(_ada), k => k.Asked.Stream == channel).Asked;

        await _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(_ada, channel, [one.Seq]), Ct);
        Assert.Equal([one.Seq], (await ReviewAsync(_ada, window)).Seqs);
        await _house.Get<ClearHistory>().ExecuteAsync(_ada, channel, Ct);
        Assert.True((await ReviewAsync(_ada, window)).Cleared >= two.Seq);
    }

    [Fact]
    public async Task Of_a_place_that_one_has_left_that_never_was_or_where_too_much_has_happened_nothing_stays()
    {
        var (secret, busy) = ((await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id, (await _house.ChannelAsync(_ada, "busy")).Id);
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, secret, [_bo.User]), Ct);
        await _house.Get<JoinChannel>().ExecuteAsync(_bo, busy, Ct);
        await _house.SayAsync(_ada, secret, "among us");
        await _house.SayAsync(_ada, busy, "the first of many");
        var kept = (await KeepAsync(_bo)).Where(k => k.Asked.Stream == secret || k.Asked.Stream == busy).ToList();
        Assert.Equal(2, kept.Count);
        for (var i = 0; i <= CatchUp.MaxEvents; i++)
            await _house.SayAsync(_ada, busy, $"{i}");
        await _house.Get<RemoveMember>().ExecuteAsync(_ada, secret, _bo.User, Ct);

        foreach (var window in kept)
            Assert.Equal(KeptState.Gone, (await ReviewAsync(_bo, window.Asked)).State);
        foreach (var window in new[] { new KeptWindow(new StreamId(4711), 1, 1, 9), new KeptWindow(secret, -1, long.MinValue, long.MaxValue), new KeptWindow(secret, long.MaxValue, 9, 1) })
            Assert.Equal(KeptState.Gone, (await ReviewAsync(_bo, window)).State);
        // Public channels that one only looks into are none of one's places.
        await _house.Get<LeaveChannel>().ExecuteAsync(_bo, busy, Ct);
        Assert.Equal(KeptState.Gone, (await ReviewAsync(_bo, new KeptWindow(busy, 1, 1, 9))).State);
        Assert.IsType<Error.Invalid>((await _house.Get<ReviewKept>().ExecuteAsync(_bo, [.. Enumerable.Repeat(new KeptWindow(busy, 1, 1, 9), ReviewKept.MaxWindows + 1)], Ct)).Error);
    }

    // As a browser does: the version first, then the messages.
    private async Task<IReadOnlyList<Kept>> KeepAsync(Actor actor)
    {
        var kept = new List<Kept>();
        foreach (var place in (await _house.Get<ListPlaces>().ExecuteAsync(actor, Ct)).Items)
        {
            IReadOnlyList<MessageView> messages = [.. (await ReadAsync(actor, place.Id)).Where(m => m.State == MessageState.Posted)];
            if (messages.Count > 0)
                kept.Add(new Kept(actor, new KeptWindow(place.Id, place.Head.Version, messages.Min(m => m.Seq), messages.Max(m => m.Seq)), messages));
        }

        return kept;
    }

    private async Task<IReadOnlyList<MessageView>> ReadAsync(Actor actor, StreamId stream) =>
        (await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(actor, stream, MessageRange.Newest(100)), Ct)).Value.Items;

    private async Task<KeptReview> ReviewAsync(Actor actor, KeptWindow window) =>
        Assert.Single((await _house.Get<ReviewKept>().ExecuteAsync(actor, [window], Ct)).Value);

    private sealed record Kept(Actor Actor, KeptWindow Asked, IReadOnlyList<MessageView> Messages);
}

public sealed class KeptOnSqliteTests() : KeptContract(use => new SqliteInstallation(use));

public sealed class KeptOnMariaDbTests(MariaDbFixture server) : KeptContract(use => new MariaDbInstallation(server, use));
