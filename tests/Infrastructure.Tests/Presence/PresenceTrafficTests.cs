using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Presence;
using Xunit;

namespace Collab.Infrastructure.Tests.Presence;

/// <summary>What nodes send each other so that all know who is there.</summary>
public sealed class PresenceTrafficTests : PresenceBoards
{
    [Fact]
    public void A_new_node_asks_and_learns_of_everybody_at_once()
    {
        using var connection = Here.Connect(Ada);
        Pass(20);
        using var late = new PresenceBoard(Bus, Time);
        Assert.Equal(PresenceState.Offline, late.Of(Ada));

        Pass(2, late, Here, There);

        Assert.Equal(PresenceState.Online, late.Of(Ada));
    }

    [Fact]
    public void A_change_that_was_lost_is_found_by_the_next_sum_and_mended()
    {
        var (ada, bo) = (Here.Connect(Ada), Here.Connect(Bo));
        Pass(2);
        Bus.IsDown = true;
        ada.Dispose();
        Pass(10);
        Bus.IsDown = false;
        Assert.Equal(PresenceState.Online, There.Of(Ada));

        Pass(12);

        Assert.Equal((PresenceState.Offline, PresenceState.Online), (There.Of(Ada), There.Of(Bo)));
        bo.Dispose();
    }

    [Fact]
    public void Only_changes_are_sent_and_a_sum_when_it_is_due()
    {
        using var ada = Here.Connect(Ada);
        Tick(Here, isDue: false);
        Assert.Equal([Ada], Last().Online);
        Assert.Equal(1, Last().Sum?.People);
        Bus.Sent.Clear();
        Tick(Here, isDue: false);
        Assert.Empty(Bus.Sent);
        Tick(Here, isDue: true);
        Assert.Empty(Last().Online);
        Assert.Equal(1, Last().Sum?.People);

        var bo = Here.Connect(Bo);
        Tick(Here, isDue: false);
        Assert.Equal((false, Bo), (Last().IsWhole, Last().Online.Single()));
        bo.Dispose();
        Time.Advance(TimeSpan.FromSeconds(6));
        Tick(Here, isDue: false);
        Assert.Equal([Bo], Last().Gone);
        Time.Advance(TimeSpan.FromMinutes(10));
        Tick(Here, isDue: false);
        Assert.Equal([Ada], Last().Away);
        Assert.Empty(Last().Online);
    }

    [Fact]
    public void A_quiet_company_of_a_hundred_thousand_costs_the_bus_next_to_nothing()
    {
        var connections = Enumerable.Range(1, 100_000).Select(i => Here.Connect(new UserId(i * 1024L))).ToArray();
        Pass(2);
        var everybody = Bytes();
        Bus.Sent.Clear();

        Pass(30);

        Assert.Equal(100_000, There.Count);
        // Telling everybody every half minute would be this much again and again, for each node to read.
        Assert.InRange(everybody, 1_000_000, 10_000_000);
        Assert.InRange(Bytes(), 1, 4_000);
        Assert.All(connections, c => c.Dispose());
    }

    [Fact]
    public void A_crowd_comes_in_signals_of_bounded_size_and_an_answer_is_taken_as_a_whole()
    {
        foreach (var i in Enumerable.Range(1, (2 * PresenceBoard.MaxPeople) + 1))
            _ = Here.Connect(new UserId(i * 1024L));
        Pass(2);
        Assert.All(Bus.Sent.OfType<PresenceSignal>(), s => Assert.InRange(s.Online.Count, 0, PresenceBoard.MaxPeople));
        Assert.Equal((2 * PresenceBoard.MaxPeople) + 1, There.Count);
        Forget();
        Bus.Sent.Clear();

        // The node is asked, and between the parts of its answer the other one tells its pages what it knows.
        using var late = new PresenceBoard(Bus, Time);
        Time.Advance(TimeSpan.FromSeconds(6));
        foreach (var signal in late.Collect(false))
            Bus.Send(signal);
        foreach (var part in Here.Collect(false))
        {
            Bus.Send(part);
            There.Flush();
        }

        Assert.Equal(3, Bus.Sent.OfType<PresenceSignal>().Count(s => s.Node == Here.Node));
        Assert.Empty(ChangedThere);
        late.Flush();
        Assert.Equal((2 * PresenceBoard.MaxPeople) + 1, late.Count);
    }

    [Fact]
    public void People_of_a_dead_node_who_are_back_elsewhere_are_told_to_nobody()
    {
        using var dying = new PresenceBoard(Bus, Time);
        _ = dying.Connect(Ada);
        _ = dying.Connect(Bo);
        Pass(2, Here, There, dying);
        Forget();

        using var back = Here.Connect(Ada);
        Pass(3);
        There.Forget([dying.Node]);
        Here.Forget([dying.Node]);
        Pass(2);

        Assert.Equal((PresenceState.Online, PresenceState.Offline), (There.Of(Ada), There.Of(Bo)));
        Assert.Equal([Bo], ChangedThere);
        Assert.Equal([Bo], ChangedHere);
    }

    [Fact]
    public void One_who_flaps_faster_than_pages_are_told_changes_at_most_once_a_second()
    {
        for (var second = 0; second < 30; second++)
        {
            for (var i = 0; i < 10; i++)
            {
                var connection = second % 10 < 9 ? Here.Connect(Ada) : null;
                Time.Advance(TimeSpan.FromMilliseconds(100));
                connection?.Dispose();
            }

            Forget();
            Tick(Here, isDue: false);
            Tick(There, isDue: false);
            Assert.InRange(ChangedHere.Count, 0, 1);
            Assert.InRange(ChangedThere.Count, 0, 1);
        }

        Assert.Equal(PresenceState.Online, There.Of(Ada));
    }

    [Fact]
    public void What_a_node_of_an_earlier_version_tells_is_taken()
    {
        Bus.Send(new PresenceSignal("old", [Ada, Bo], [], [], true));
        Bus.Send(new PresenceSignal("old", [], [Ada], [Bo], false));
        Pass(1);
        Assert.Equal((PresenceState.Away, PresenceState.Offline), (Here.Of(Ada), Here.Of(Bo)));

        Bus.Send(new PresenceSignal("old", [Bo], [], [], true));
        Pass(1);

        Assert.Equal((PresenceState.Offline, PresenceState.Online), (Here.Of(Ada), Here.Of(Bo)));
        Assert.DoesNotContain(Bus.Sent.OfType<PresenceSignal>(), s => s.Asks.Contains("old"));
    }

    [Fact]
    public void Who_was_seen_is_told_once_with_the_time_of_the_last_touch()
    {
        using var ada = Here.Connect(Ada);
        Pass(30);
        ada.Touch();
        var touched = Time.GetUtcNow();
        Pass(10);

        Assert.Equal([KeyValuePair.Create(Ada, touched)], Here.TakeSeen());
        Assert.Empty(Here.TakeSeen());
        ada.Dispose();
        Pass(10);
        Assert.Empty(Here.TakeSeen());
    }

    [Fact]
    public void Those_connected_are_listed_unless_they_are_too_many()
    {
        using var ada = Here.Connect(Ada);
        using var bo = There.Connect(Bo);
        Pass(3);

        Assert.Equal(new[] { Ada, Bo }.Order(), Here.List(2)?.Order());
        Assert.Null(Here.List(1));
        Assert.Equal(2, Here.Count);
    }

    [Fact]
    public void The_better_of_two_nodes_counts()
    {
        using var old = Here.Connect(Ada);
        Pass(620);
        Assert.Equal(PresenceState.Away, There.Of(Ada));

        var fresh = There.Connect(Ada);
        Pass(2);
        Assert.Equal((PresenceState.Online, PresenceState.Online), (Here.Of(Ada), There.Of(Ada)));
        fresh.Dispose();
        Pass(7);

        Assert.Equal((PresenceState.Away, PresenceState.Away), (Here.Of(Ada), There.Of(Ada)));
    }

    [Fact]
    public void People_who_connect_from_many_threads_are_counted_right()
    {
        Parallel.For(0, 200, i =>
        {
            var connection = Here.Connect(new UserId(2000 + (i % 10)));
            connection.Touch();
            if (i % 20 < 10)
                connection.Dispose();
            _ = Here.Of(Ada);
        });
        Pass(10);

        Assert.All(Enumerable.Range(2000, 10), id => Assert.Equal(PresenceState.Online, There.Of(new UserId(id))));
    }
}
