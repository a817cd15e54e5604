using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Streams;

public abstract class PlaceStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private IPlaceStore Store => Installation.Services.GetRequiredService<IPlaceStore>();

    [Fact]
    public async Task A_place_is_starred_for_one_person_until_she_takes_the_star_away()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);

        Assert.True((await Store.SetStarredAsync(await Here.SeatAsync(stream, bo), true, Ct)).Value.Starred);
        Assert.True((await Here.PlaceAsync(stream, bo)).Starred);
        Assert.False((await Here.PlaceAsync(stream, ada)).Starred);

        await Store.SetStarredAsync(await Here.SeatAsync(stream, bo), false, Ct);
        Assert.False((await Here.PlaceAsync(stream, bo)).Starred);
    }

    [Fact]
    public async Task A_silence_ends_when_it_was_said_to_or_never_and_can_be_broken_off()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var until = new DateTimeOffset(2031, 4, 5, 6, 7, 8, 9, TimeSpan.Zero);

        foreach (var end in new DateTimeOffset?[] { until, MutePlace.Forever, null })
        {
            Assert.Equal(end, (await Store.SetMutedAsync(await Here.SeatAsync(stream, bo), end, Ct)).Value.MutedUntil);
            Assert.Equal(end, (await Here.PlaceAsync(stream, bo)).MutedUntil);
            Assert.Null((await Here.PlaceAsync(stream, ada)).MutedUntil);
        }
    }

    [Fact]
    public async Task What_is_unread_is_told_with_it_and_stays()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada, Here.Message(mentions: [bo]));

        var muted = (await Store.SetMutedAsync(await Here.SeatAsync(stream, bo), MutePlace.Forever, Ct)).Value;

        Assert.Equal((1, 1), (muted.Unread, muted.Mentions));
        Assert.Equal(muted, await Here.PlaceAsync(stream, bo), (a, b) => (a.Id, a.Unread, a.Mentions, a.MutedUntil) == (b.Id, b.Unread, b.Mentions, b.MutedUntil));
    }

    [Fact]
    public async Task One_who_has_left_meanwhile_finds_nothing()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var seat = await Here.SeatAsync(stream, bo);
        await Here.Seats.RemoveAsync(seat, bo, null, Ct);

        Assert.IsType<Error.NotFound>((await Store.SetStarredAsync(seat, true, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Store.SetMutedAsync(seat, MutePlace.Forever, Ct)).Error);
    }
}

public sealed class PlaceStoreOnSqliteTests(OnSqlite on) : PlaceStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class PlaceStoreOnMariaDbTests(OnMariaDb on) : PlaceStoreContract(on.Installation), IClassFixture<OnMariaDb>;
