using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Support;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Presence;

public sealed class OwnStatusTests : IAsyncLifetime
{
    private readonly List<Person> _told = [];
    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _house.Get<TimeProvider>().GetUtcNow();

    private DateTimeOffset Soon => Now.AddHours(1);

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _ada = await _house.ArriveAsync("Ada Lovelace");
        _house.Get<IEventBus>().Subscribe(
            notice =>
            {
                if (notice is PersonSignal changed)
                    _told.Add(changed.Person);
            },
            () => { });
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_status_is_kept_told_and_cleared()
    {
        var said = (await SayAsync("house", "  Working \u202E remotely ", Soon, true)).Value;
        Assert.Equal(("🏠", "Working remotely", true), (said.Status?.Emoji, said.Status?.Text, said.Status?.PausesNotifications));
        Assert.Equal(said, await MeAsync());

        await _house.Get<SetStatus>().ExecuteAsync(new SetStatusRequest(_ada, null, null, Clears: true), Ct);
        Assert.Null((await MeAsync()).Status);
        await Eventually.TrueAsync(() => _told.Count == 2, "both are told");
        Assert.True(_told[0].Revision < _told[1].Revision);
    }

    [Fact]
    public async Task A_status_needs_an_emoji_or_words_not_too_many_and_an_end_to_come()
    {
        Assert.Equal("status.empty", (await SayAsync("", " ")).Error?.Code);
        Assert.Equal("status.too_long", (await SayAsync("🏠", new string('x', 101))).Error?.Code);
        Assert.Equal("status.unknown_emoji", (await SayAsync("🏠🏠", "")).Error?.Code);
        Assert.Equal("status.end", (await SayAsync("🏠", "", Now.AddMinutes(-1))).Error?.Code);
        Assert.Equal("status.end", (await SayAsync("🏠", "", Now.AddYears(2))).Error?.Code);
        Assert.True((await SayAsync("", new string('x', 100))).IsOk);
        Assert.Equal(PersonStatus.UsualEmoji, (await MeAsync()).Status?.Emoji);
    }

    [Fact]
    public async Task Pause_hours_and_away_are_kept_beside_each_other()
    {
        await SayAsync("🏠", "home");
        Assert.True((await _house.Get<PauseNotifications>().ExecuteAsync(_ada, Soon, Ct)).IsOk);
        Assert.Equal("profile.zone_unknown", (await _house.Get<SetHours>().ExecuteAsync(_ada, "mon 09:00-18:00", null, Ct)).Error?.Code);
        Assert.True((await _house.Get<SetHours>().ExecuteAsync(_ada, "mon 09:00-18:00", "Europe/Berlin", Ct)).IsOk);
        Assert.True((await _house.Get<SetAway>().ExecuteAsync(_ada, true, Ct)).IsOk);
        var ada = await MeAsync();
        Assert.Equal(("home", "mon 09:00-18:00", "Europe/Berlin", true), (ada.Status?.Text, ada.Hours?.Text, ada.TimeZone, ada.IsAway));
        Assert.True(ada.IsQuietAt(Now));

        await _house.Get<PauseNotifications>().ExecuteAsync(_ada, null, Ct);
        await _house.Get<SetHours>().ExecuteAsync(_ada, null, null, Ct);
        ada = await MeAsync();
        Assert.Equal((null, null, "Europe/Berlin", "home"), (ada.PausedUntil, ada.Hours, ada.TimeZone, ada.Status?.Text));
    }

    [Fact]
    public async Task Presence_is_told_of_those_alone_whom_one_may_know_of()
    {
        var channel = await _house.ChannelAsync(_ada, "design");
        var guest = await _house.ArriveAsync("Gus Guest", WorkspaceRole.Guest, channel.Id);
        var bo = await _house.ArriveAsync("Bo Diddley");
        await SayAsync("🏠", "home");
        var list = _house.Get<ListPresence>();

        Assert.Equal(new[] { _ada.User, guest.User, bo.User }.Order(), (await list.ExecuteAsync(_ada, [_ada.User, guest.User, bo.User, new UserId(7)], Ct)).Value.Select(l => l.Person).Order());
        var seen = (await list.ExecuteAsync(guest, [_ada.User, bo.User], Ct)).Value;
        Assert.Equal((_ada.User, "home"), (Assert.Single(seen).Person, seen[0].Status?.Text));
        Assert.Equal("presence.too_many", (await list.ExecuteAsync(_ada, [.. Enumerable.Range(1, 201).Select(i => new UserId(i))], Ct)).Error?.Code);
    }

    private Task<Result<Person>> SayAsync(string emoji, string text, DateTimeOffset? until = null, bool pauses = false) =>
        _house.Get<SetStatus>().ExecuteAsync(new SetStatusRequest(_ada, emoji, text, until, pauses), Ct);

    private async Task<Person> MeAsync() => Assert.Single(await _house.Get<IPeopleStore>().FindAsync([_ada.User], Ct));
}
