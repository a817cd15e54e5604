using Collab.Domain.Presence;
using Xunit;

namespace Collab.Infrastructure.Tests.Presence;

public sealed class PresenceBoardTests : PresenceBoards
{
    [Fact]
    public void Nobody_is_online_at_first()
    {
        Pass(3);

        Assert.Equal(PresenceState.Offline, Here.Of(Ada));
        Assert.Empty(ChangedHere);
        Assert.Empty(ChangedThere);
    }

    [Fact]
    public void Whoever_connects_is_online_on_every_node_and_told_once()
    {
        using var connection = Here.Connect(Ada);
        Pass(5);

        Assert.Equal(PresenceState.Online, Here.Of(Ada));
        Assert.Equal(PresenceState.Online, There.Of(Ada));
        Assert.Equal([Ada], ChangedHere);
        Assert.Equal([Ada], ChangedThere);
    }

    [Fact]
    public void After_ten_minutes_without_a_touch_one_is_away_everywhere_and_a_touch_brings_one_back()
    {
        using var connection = Here.Connect(Ada);
        Pass(599);
        Assert.Equal((PresenceState.Online, PresenceState.Online), (Here.Of(Ada), There.Of(Ada)));
        Forget();

        Pass(3);
        Assert.Equal((PresenceState.Away, PresenceState.Away), (Here.Of(Ada), There.Of(Ada)));
        Assert.Equal([Ada], ChangedHere);
        Assert.Equal([Ada], ChangedThere);
        Forget();

        connection.Touch();
        Pass(2);
        Assert.Equal((PresenceState.Online, PresenceState.Online), (Here.Of(Ada), There.Of(Ada)));
        Assert.Equal([Ada], ChangedHere);
        Assert.Equal([Ada], ChangedThere);
    }

    [Fact]
    public void A_touch_at_one_device_is_enough()
    {
        using var phone = There.Connect(Ada);
        using var desk = Here.Connect(Ada);
        for (var minute = 0; minute < 30; minute++)
        {
            Pass(60);
            phone.Touch();
        }

        Assert.Equal((PresenceState.Online, PresenceState.Online), (Here.Of(Ada), There.Of(Ada)));
    }

    [Fact]
    public void The_last_connection_that_ends_makes_one_offline_after_a_moment()
    {
        var (one, two) = (Here.Connect(Ada), Here.Connect(Ada));
        Pass(2);
        one.Dispose();
        one.Dispose();
        Pass(20);
        Assert.Equal((PresenceState.Online, PresenceState.Online), (Here.Of(Ada), There.Of(Ada)));
        Forget();

        two.Dispose();
        Pass(3);
        Assert.Equal(PresenceState.Online, There.Of(Ada));
        Pass(4);

        Assert.Equal((PresenceState.Offline, PresenceState.Offline), (Here.Of(Ada), There.Of(Ada)));
        Assert.Equal([Ada], ChangedHere);
        Assert.Equal([Ada], ChangedThere);
    }

    [Fact]
    public void A_connection_that_flaps_is_told_to_nobody()
    {
        var connection = Here.Connect(Ada);
        Pass(3);
        Forget();
        Bus.Sent.Clear();

        for (var i = 0; i < 10; i++)
        {
            connection.Dispose();
            Pass(2);
            connection = Here.Connect(Ada);
            Pass(1);
        }

        Assert.Equal(PresenceState.Online, There.Of(Ada));
        Assert.Empty(ChangedHere);
        Assert.Empty(ChangedThere);
        Assert.All(Bus.Sent.OfType<PresenceSignal>(), s => Assert.Equal(0, s.Online.Count + s.Away.Count + s.Gone.Count));
        connection.Dispose();
    }

    [Fact]
    public void A_short_visit_is_told_as_coming_and_going()
    {
        Here.Connect(Ada).Dispose();
        Pass(10);

        Assert.Equal(PresenceState.Offline, There.Of(Ada));
        Assert.Equal([Ada, Ada], ChangedThere);
    }

    [Fact]
    public void The_people_of_a_silent_node_fade()
    {
        using var connection = There.Connect(Ada);
        using var mine = Here.Connect(Bo);
        Pass(2);
        Forget();

        PassHere(74);
        Assert.Equal(PresenceState.Online, Here.Of(Ada));
        PassHere(3);

        Assert.Equal(PresenceState.Offline, Here.Of(Ada));
        Assert.Equal([Ada], ChangedHere);
        Assert.Equal(PresenceState.Online, Here.Of(Bo));
    }

    [Fact]
    public void A_node_that_speaks_again_brings_its_people_back()
    {
        using var connection = There.Connect(Ada);
        Pass(2);
        PassHere(80);
        Assert.Equal(PresenceState.Offline, Here.Of(Ada));

        Pass(31);

        Assert.Equal(PresenceState.Online, Here.Of(Ada));
    }
}
