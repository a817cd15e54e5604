using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Presence;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Presence;

public abstract class OnlineMembersContract(TestInstallation installation) : StoreContract(installation)
{
    private PresenceBoard Board => Installation.Get<PresenceBoard>();

    private IOnlineMembers Members => Installation.Get<IOnlineMembers>();

    [Fact]
    public async Task Only_members_who_are_connected_are_counted_and_listed_by_id()
    {
        var people = Here.NewPeople(5).Order().ToArray();
        var stream = await Here.ChannelAsync(people);
        using var outsider = Board.Connect(Here.NewPerson());
        using var first = Board.Connect(people[4]);
        using var second = Board.Connect(people[1]);
        using var third = Board.Connect(people[3]);
        Board.Flush();
        var seat = await Here.SeatAsync(stream, people[0]);

        Assert.Equal(3, await Members.CountAsync(seat, Ct));
        Assert.Equal([people[1], people[3]], await Members.ListAsync(seat, default, 2, Ct));
        Assert.Equal([people[4]], await Members.ListAsync(seat, people[3], 2, Ct));
        Assert.Equal([people[3], people[4]], await Members.ListAsync(seat, people[2], 2, Ct));
        Assert.Empty(await Members.ListAsync(seat, people[4], 2, Ct));
    }

    [Fact]
    public async Task Here_are_members_who_are_online_or_were_five_minutes_ago_and_nobody_who_is_away()
    {
        var people = Here.NewPeople(3).Order().ToArray();
        var stream = await Here.ChannelAsync(people);
        var seat = await Here.SeatAsync(stream, people[0]);
        using var outsider = Board.Connect(Here.NewPerson());
        var goes = Board.Connect(people[0]);
        using var stays = Board.Connect(people[2]);
        Board.Flush();
        Assert.Equal([people[0], people[2]], await Members.ListHereAsync(seat, Ct));

        goes.Dispose();
        Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(1, await Members.CountAsync(seat, Ct));
        Assert.Equal([people[0], people[2]], await Members.ListHereAsync(seat, Ct));
        Pass(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal([people[2]], await Members.ListHereAsync(seat, Ct));

        Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(PresenceState.Away, Board.Of(people[2]));
        Assert.Equal([people[2]], await Members.ListHereAsync(seat, Ct));
        Pass(TimeSpan.FromMinutes(6));
        Assert.Empty(await Members.ListHereAsync(seat, Ct));
        stays.Touch();
        Board.Flush();
        Assert.Equal([people[2]], await Members.ListHereAsync(seat, Ct));
    }

    [Fact]
    public async Task Who_joins_and_leaves_is_known_by_events_without_reading_again()
    {
        var people = Here.NewPeople(2);
        var stream = await Here.ChannelAsync(people);
        var seat = await Here.SeatAsync(stream, people[0]);
        var late = Here.NewPerson();
        using var one = Board.Connect(people[1]);
        using var two = Board.Connect(late);
        Board.Flush();
        Assert.Equal(1, await Members.CountAsync(seat, Ct));

        await Here.Seats.AddAsync(seat, [new NewSeat(late, SeatRole.Member)], null, Ct);
        await CountsAsync(seat, 2);
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, people[0]), people[1], null, Ct);
        await CountsAsync(seat, 1);

        Assert.Equal([late], await Members.ListAsync(seat, default, 10, Ct));
    }

    [Fact]
    public async Task Whoever_looks_while_another_reads_gets_the_same_answer()
    {
        var people = Here.NewPeople(300);
        var stream = await Here.ChannelAsync(people);
        var seat = await Here.SeatAsync(stream, people[0]);
        var connections = people.Take(100).Select(Board.Connect).ToArray();
        Board.Flush();

        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Members.CountAsync(seat, Ct), Ct)));

        Assert.All(counts, count => Assert.Equal(100, count));
        Assert.All(connections, c => c.Dispose());
    }

    private void Pass(TimeSpan time)
    {
        Installation.Time.Advance(time);
        Board.Flush();
    }

    private Task CountsAsync(Seat seat, int expected) => Eventually.TrueAsync(async () => await Members.CountAsync(seat, Ct) == expected, $"{expected} are counted");
}

public sealed class OnlineMembersOnSqliteTests(OnSqlite on) : OnlineMembersContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class OnlineMembersOnMariaDbTests(OnMariaDb on) : OnlineMembersContract(on.Installation), IClassFixture<OnMariaDb>;
