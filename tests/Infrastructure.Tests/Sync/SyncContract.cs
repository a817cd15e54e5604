using System.Text.Json;
using Collab.Domain.Channels;
using Collab.Domain.Contacts;
using Collab.Domain.Expiry;
using Collab.Domain.Hidden;
using Collab.Domain.Histories;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Preferences;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
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

/// <summary>A device that keeps what its pages say has what one has that reads everything afresh, whatever happened and whatever was lost on the way.</summary>
public abstract class SyncContract(Func<Action<IServiceCollection>, TestInstallation> on) : IAsyncLifetime
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
    public async Task A_device_that_applies_pages_has_what_one_has_that_loads_afresh(int seed)
    {
        // A history must be the same each time it is run: its seed is its name.
#pragma warning disable CA5394
        var random = new Random(seed);
        var world = new SyncWorld(_house, [_ada, _bo, _cy]);
        await world.BeginAsync();
        var devices = new List<(Actor Actor, SyncedClient Client)>();
        foreach (var actor in new[] { _ada, _bo, _ada })
            devices.Add((actor, await ClientAsync(actor)));
        for (var act = 0; act < Acts; act++)
        {
            _house.Time.Advance(TimeSpan.FromSeconds(1));
            await world.ActAsync(random);
            if (random.Next(6) == 0)
            {
                var (_, client) = devices[random.Next(devices.Count)];
                var page = await client.AskAsync(random.Next(3) == 0 ? random.Next(1, 4) : null, random.Next(3) == 0 ? world.Threads : []);
                // Some answers are lost: it asks again with what it had.
                if (random.Next(4) > 0)
                    await client.TakeAsync(page);
            }
        }
#pragma warning restore CA5394

        // Counts follow a second after the instant, when what is due has been emptied.
        await _house.Get<ExpireMessages>().ExecuteAsync(Ct);
        foreach (var (actor, client) in devices)
        {
            await client.CatchUpAsync();
            var quiet = Assert.Single(await client.CatchUpAsync());
            Assert.Equal((false, 0, 0, 0, 0), (quiet.IsReset, quiet.Places.Count, quiet.Left.Count, quiet.Streams.Count, quiet.Hidden.Count));
            Assert.Equal(1, client.Resets);
            var fresh = await ClientAsync(actor);
            await fresh.TakeAsync(await fresh.AskAsync(null, [.. client.Streams]));
            await fresh.CatchUpAsync();
            AssertSame(await ReadAsync(actor, client.Streams), client.Content());
            AssertSame(fresh.Content(), client.Content());
        }
    }

    [Fact]
    public async Task A_quiet_device_is_told_nothing_keeps_its_cursor_and_is_noted_as_seen_only_when_it_learns_something()
    {
        var channel = (await _house.ChannelAsync(_ada, "quiet")).Id;
        var client = await ClientAsync(_ada);
        await client.CatchUpAsync();
        var cursor = client.Cursor;
        _house.Time.Advance(TimeSpan.FromHours(1));

        var page = Assert.Single(await client.CatchUpAsync());

        Assert.Equal(cursor, page.Cursor);
        Assert.Null(page.Saved ?? (object?)page.Threads ?? page.Preferences ?? (object?)page.Favourites);
        await _house.SayAsync(_ada, channel, "news");
        await client.CatchUpAsync();
        Assert.Equal(_house.Time.GetUtcNow(), Assert.Single(await _house.Get<ListDevices>().ExecuteAsync(_ada, Ct)).SeenAt);
    }

    [Fact]
    public async Task Of_a_place_that_one_has_left_the_device_is_told_to_let_go_and_gets_nothing_more()
    {
        var channel = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, channel, [_bo.User]), Ct);
        var reply = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_ada, channel, (await _house.SayAsync(_ada, channel, "root")).Seq, "reply", _house.NewKey()), Ct)).Value;
        var client = await ClientAsync(_bo);
        await client.TakeAsync(await client.AskAsync(null, reply.Stream));
        Assert.Contains(reply.Stream, client.Streams);

        await _house.Get<RemoveMember>().ExecuteAsync(_ada, channel, _bo.User, Ct);
        await _house.SayAsync(_ada, channel, "among us");
        var page = Assert.Single(await client.CatchUpAsync());

        Assert.Equal([channel, reply.Stream], page.Left.Order());
        Assert.Empty(page.Streams);
        Assert.DoesNotContain(client.Streams, s => s == channel || s == reply.Stream);
    }

    [Fact]
    public async Task What_was_cleared_and_hidden_on_another_device_goes_from_places_and_held_threads_and_comes_back()
    {
        var channel = (await _house.ChannelAsync(_ada, "cleared")).Id;
        var root = await _house.SayAsync(_ada, channel, "root");
        var thread = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_ada, channel, root.Seq, "reply", _house.NewKey()), Ct)).Value.Stream;
        var client = await ClientAsync(_ada);
        await client.TakeAsync(await client.AskAsync(null, thread));
        foreach (var act in new Func<Task>[]
                 {
                     () => _house.Get<ClearHistory>().ExecuteAsync(_ada, channel, Ct),
                     () => _house.Get<RestoreHistory>().ExecuteAsync(_ada, channel, null, Ct),
                     () => _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(_ada, thread, [1]), Ct),
                     () => _house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(_ada, thread, [1], false), Ct),
                 })
        {
            _house.Time.Advance(TimeSpan.FromMinutes(1));
            await act();
            var page = Assert.Single(await client.CatchUpAsync());
            Assert.Contains(page.Hidden, h => h.Stream == thread);
            AssertSame(await ReadAsync(_ada, client.Streams), client.Content());
        }
    }

    [Fact]
    public async Task Of_a_stream_in_which_too_much_was_missed_it_is_told_to_read_it_afresh_and_others_come_event_by_event()
    {
        var (busy, calm) = ((await _house.ChannelAsync(_ada, "busy")).Id, (await _house.ChannelAsync(_ada, "calm")).Id);
        var client = await ClientAsync(_ada);
        await client.CatchUpAsync();
        for (var i = 0; i <= SyncDevice.MaxMissed; i++)
            await _house.SayAsync(_ada, busy, $"{i}");
        await _house.SayAsync(_ada, calm, "one");

        var page = Assert.Single(await client.CatchUpAsync());

        Assert.Equal((false, 0), (page.Streams.Single(s => s.Stream == busy).IsComplete, page.Streams.Single(s => s.Stream == busy).Events.Count));
        Assert.Equal((true, 1), (page.Streams.Single(s => s.Stream == calm).IsComplete, page.Streams.Single(s => s.Stream == calm).Events.Count));
        AssertSame(await ReadAsync(_ada, client.Streams), client.Content());
    }

    [Fact]
    public async Task A_page_has_no_more_events_than_asked_for_and_the_next_goes_on()
    {
        var channel = (await _house.ChannelAsync(_ada, "long")).Id;
        var client = await ClientAsync(_ada);
        await client.CatchUpAsync();
        for (var i = 0; i < 25; i++)
            await _house.SayAsync(_ada, channel, $"{i}");

        var pages = await client.CatchUpAsync(limit: 10);

        Assert.Equal([10, 10, 5], pages.Select(p => p.Streams.Sum(s => s.Events.Count)));
        Assert.Equal([true, true, false], pages.Select(p => p.HasMore));
        AssertSame(await ReadAsync(_ada, client.Streams), client.Content());
    }

    [Fact]
    public async Task A_cursor_that_is_too_old_begins_again_and_ends_up_right()
    {
        var channel = (await _house.ChannelAsync(_ada, "copies")).Id;
        var client = await ClientAsync(_ada);
        await client.CatchUpAsync();
        var old = client.Cursor;
        for (var i = 0; i < IDeviceStore.StatesKept + 1; i++)
        {
            await _house.SayAsync(_ada, channel, $"{i}");
            await client.CatchUpAsync();
        }

        client.ReturnTo(old);
        await client.CatchUpAsync();

        Assert.Equal(2, client.Resets);
        AssertSame(await ReadAsync(_ada, client.Streams), client.Content());
    }

    [Fact]
    public async Task Another_persons_cursor_a_forged_one_and_that_of_a_forgotten_device_lead_nowhere()
    {
        var client = await ClientAsync(_ada);
        await client.CatchUpAsync();
        var sync = _house.Get<SyncDevice>();
        var device = Assert.Single(await _house.Get<ListDevices>().ExecuteAsync(_ada, Ct));

        Assert.IsType<Error.NotFound>((await sync.ExecuteAsync(new SyncRequest(_bo, null, client.Cursor), Ct)).Error);
        Assert.IsType<Error.NotFound>((await sync.ExecuteAsync(new SyncRequest(_bo, device.Id), Ct)).Error);
        Assert.IsType<Error.NotFound>((await sync.ExecuteAsync(new SyncRequest(_ada, new DeviceId(4711)), Ct)).Error);
        foreach (var forged in new[] { "x", "%", new Cursor("sync", "1").ToString(), new Cursor("sync", "1.-2").ToString(), new Cursor("sync", "a.b").ToString(), new Cursor("channels", "1.2").ToString() })
            Assert.IsType<Error.Invalid>((await sync.ExecuteAsync(new SyncRequest(_ada, device.Id, forged), Ct)).Error);
        Assert.IsType<Error.Invalid>((await sync.ExecuteAsync(new SyncRequest(_ada, null), Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<ForgetDevice>().ExecuteAsync(_bo, device.Id, Ct)).Error);
        Assert.True((await _house.Get<ForgetDevice>().ExecuteAsync(_ada, device.Id, Ct)).IsOk);
        Assert.IsType<Error.NotFound>((await sync.ExecuteAsync(new SyncRequest(_ada, null, client.Cursor), Ct)).Error);
    }

    [Fact]
    public async Task A_stream_that_one_may_not_read_is_not_held_and_a_device_too_many_is_refused()
    {
        var secret = (await _house.ChannelAsync(_ada, "secret", ChannelVisibility.Private)).Id;
        var client = await ClientAsync(_bo);
        var page = await client.AskAsync(null, secret);
        Assert.Equal([secret], page.Left);
        Assert.Empty(page.Streams);

        for (var i = 1; i < Device.MaxPerPerson; i++)
            await ClientAsync(_bo);
        Assert.IsType<Error.Conflict>((await _house.Get<RegisterDevice>().ExecuteAsync(_bo, "one more", Ct)).Error);
        foreach (var name in new[] { null, "", "  ", "a\nb", new string('x', Device.MaxName + 1) })
            Assert.IsType<Error.Invalid>((await _house.Get<RegisterDevice>().ExecuteAsync(_ada, name, Ct)).Error);
    }

    private async Task<SyncedClient> ClientAsync(Actor actor) =>
        new(_house, actor, (await _house.Get<RegisterDevice>().ExecuteAsync(actor, "a laptop", Ct)).Value.Id);

    // Read with the use cases of lists and pages, without any device.
    private async Task<IReadOnlyDictionary<string, string>> ReadAsync(Actor actor, IReadOnlyCollection<StreamId> streams)
    {
        var content = (await _house.Get<ListPlaces>().ExecuteAsync(actor, Ct)).Items.ToDictionary(p => $"place {p.Id}", p => JsonSerializer.Serialize(p));
        foreach (var stream in streams)
            content[$"messages of {stream}"] = JsonSerializer.Serialize((await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(actor, stream, MessageRange.Newest(100)), Ct)).Value.Items);
        content["saved"] = JsonSerializer.Serialize((await _house.Get<ListSavedMarks>().ExecuteAsync(actor, Ct)).OrderBy(s => s.Message));
        content["favourites"] = JsonSerializer.Serialize((await _house.Get<ListFavourites>().ExecuteAsync(actor, Ct)).Order());
        content["preferences"] = JsonSerializer.Serialize((await _house.Get<ListPreferences>().ExecuteAsync(actor, Ct)).OrderBy(p => p.Name, StringComparer.Ordinal));
        content["threads"] = JsonSerializer.Serialize(SyncedThreads.Of(await _house.Get<Domain.Threads.GetThreadBook>().ExecuteAsync(actor, Ct)));
        return content;
    }

    private static void AssertSame(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, content) in expected)
            Assert.Equal($"{name}: {content}", $"{name}: {actual[name]}");
    }
}

public sealed class SyncOnSqliteTests() : SyncContract(use => new SqliteInstallation(use));

public sealed class SyncOnMariaDbTests(MariaDbFixture server) : SyncContract(use => new MariaDbInstallation(server, use));
