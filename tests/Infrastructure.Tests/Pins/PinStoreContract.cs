using Collab.Domain.Pins;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Pins;

public abstract class PinStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private IPinStore Pins => Installation.Get<IPinStore>();

    [Fact]
    public async Task A_message_is_pinned_once_and_taken_away_once()
    {
        var (ada, bo, stream) = await TwoAsync();
        var message = await Here.PostAsync(stream, ada);
        var seat = await Here.SeatAsync(stream, bo);

        var pinned = (await Pins.SetAsync(seat, message.Seq, true, Ct)).Value;
        MessageAssert.Same(pinned, (await Pins.SetAsync(seat, message.Seq, true, Ct)).Value);
        Assert.Equal(bo, pinned.Pin!.By);
        MessageAssert.Same(pinned, await Here.FindAsync(stream, message.Seq));
        Assert.Equal(1, (await Here.HeadAsync(stream)).PinCount);

        var taken = (await Pins.SetAsync(await Here.SeatAsync(stream, ada), message.Seq, false, Ct)).Value;
        Assert.Null(taken.Pin);
        MessageAssert.Same(taken, (await Pins.SetAsync(seat, message.Seq, false, Ct)).Value);
        Assert.Equal(0, (await Here.HeadAsync(stream)).PinCount);
        Assert.Equal([OutboxKind.PinChanged, OutboxKind.PinChanged], (await Here.OutboxAsync(stream)).TakeLast(2).Select(o => o.Kind));
    }

    [Fact]
    public async Task The_last_pinned_comes_first_and_an_edit_or_another_post_leaves_the_pins_as_they_are()
    {
        var (ada, _, stream) = await TwoAsync();
        var (first, second) = (await Here.PostAsync(stream, ada), await Here.PostAsync(stream, ada));
        var seat = await Here.SeatAsync(stream, ada);
        await Pins.SetAsync(seat, second.Seq, true, Ct);
        Installation.Time.Advance(TimeSpan.FromSeconds(1));
        await Pins.SetAsync(seat, first.Seq, true, Ct);
        await Here.PostAsync(stream, ada);
        await Here.EditAsync(stream, first.Seq, ada, Here.Message("other words"));

        Assert.Equal([first.Seq, second.Seq], (await Pins.ListAsync(seat, Ct)).Select(m => m.Seq));
        Assert.Equal(2, (await Here.HeadAsync(stream)).PinCount);
    }

    [Fact]
    public async Task A_hundred_pins_are_enough_and_those_who_left_pin_nothing()
    {
        var (ada, bo, stream) = await TwoAsync();
        var (seat, his) = (await Here.SeatAsync(stream, ada), await Here.SeatAsync(stream, bo));
        for (var i = 0; i < PinView.MaxPerPlace; i++)
            Assert.True((await Pins.SetAsync(seat, (await Here.PostAsync(stream, ada)).Seq, true, Ct)).IsOk);
        var more = await Here.PostAsync(stream, ada);
        Assert.Equal("pin.full", (await Pins.SetAsync(seat, more.Seq, true, Ct)).Error!.Code);
        Assert.True((await Pins.SetAsync(seat, 2, false, Ct)).IsOk);
        Assert.True((await Pins.SetAsync(seat, more.Seq, true, Ct)).IsOk);
        Assert.IsType<Error.NotFound>((await Pins.SetAsync(seat, 9_999, true, Ct)).Error);

        await Here.Seats.RemoveAsync(seat, bo, null, Ct);
        Assert.False((await Pins.SetAsync(his, more.Seq, false, Ct)).IsOk);
    }

    [Fact]
    public async Task Of_those_who_pin_at_once_one_has_pinned_it()
    {
        var people = Here.NewPeople(6);
        var stream = await Here.ChannelAsync(people);
        var message = await Here.PostAsync(stream, people[0]);
        var version = (await Here.HeadAsync(stream)).Version;
        await Task.WhenAll(people.Select(async p => await Pins.SetAsync(await Here.SeatAsync(stream, p), message.Seq, true, Ct)));
        var head = await Here.HeadAsync(stream);
        Assert.Equal((1, version + 1), (head.PinCount, head.Version));
    }

    private async Task<(UserId Ada, UserId Bo, StreamId Stream)> TwoAsync()
    {
        var people = Here.NewPeople(2);
        return (people[0], people[1], await Here.ChannelAsync(people));
    }
}

public sealed class PinStoreOnSqliteTests(OnSqlite on) : PinStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class PinStoreOnMariaDbTests(OnMariaDb on) : PinStoreContract(on.Installation), IClassFixture<OnMariaDb>;
