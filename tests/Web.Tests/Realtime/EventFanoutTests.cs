using Collab.Domain.People;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;
using Xunit;

namespace Collab.Web.Tests.Realtime;

public class EventFanoutTests
{
    private readonly TestBus _bus = new();
    private readonly StreamModel _model = new();

    [Fact]
    public void Only_circuits_that_watch_a_stream_get_its_events()
    {
        using var fanout = new EventFanout(_bus);
        var watching = fanout.Connect(StreamModel.Me, null);
        var other = fanout.Connect(StreamModel.Other, null);
        fanout.Watch(watching, StreamModel.Id);

        _bus.Publish(_model.Post(StreamModel.Other, "a"));

        Assert.Single(watching.Take(out _));
        Assert.Empty(other.Take(out _));
    }

    [Fact]
    public void Losing_the_seat_ends_the_stream_and_its_threads_at_once()
    {
        using var fanout = new EventFanout(_bus);
        var mailbox = fanout.Connect(StreamModel.Me, null);
        fanout.Watch(mailbox, StreamModel.Id);
        fanout.Watch(mailbox, new StreamId(8192), parent: StreamModel.Id);

        _bus.Publish(_model.Leave(StreamModel.Me));
        _bus.Publish(_model.Post(StreamModel.Other, "secret"));

        Assert.IsType<Domain.Streams.MembersLeft>(Assert.Single(mailbox.Take(out _)));
        Assert.Empty(mailbox.Watched);
    }

    [Fact]
    public void Gaining_a_seat_is_told_to_the_person_before_she_watches()
    {
        using var fanout = new EventFanout(_bus);
        var mailbox = fanout.Connect(StreamModel.Me, null);

        _bus.Publish(_model.Join(StreamModel.Me));

        Assert.IsType<Domain.Streams.MembersJoined>(Assert.Single(mailbox.Take(out _)));
    }

    [Fact]
    public void What_passed_just_before_watching_is_delivered()
    {
        using var fanout = new EventFanout(_bus);
        var mailbox = fanout.Connect(StreamModel.Me, null);
        _bus.Publish(_model.Post(StreamModel.Other, "a"));

        fanout.Watch(mailbox, StreamModel.Id);

        Assert.Single(mailbox.Take(out _));
    }

    [Fact]
    public void An_overflow_drops_the_queue_and_says_so()
    {
        var mailbox = new CircuitMailbox(StreamModel.Me, null, capacity: 3);
        for (var i = 0; i < 10; i++)
            mailbox.Post(_model.Post(StreamModel.Other, $"{i}"));

        Assert.Empty(mailbox.Take(out var missed));
        Assert.True(missed);
        mailbox.Post(_model.Post(StreamModel.Other, "later"));
        Assert.Single(mailbox.Take(out missed));
        Assert.False(missed);
    }

    [Fact]
    public void A_gap_of_the_bus_reaches_every_circuit()
    {
        using var fanout = new EventFanout(_bus);
        var mailbox = fanout.Connect(StreamModel.Me, null);

        _bus.Break();

        mailbox.Take(out var missed);
        Assert.True(missed);
    }

    [Fact]
    public void A_session_that_ends_is_told_to_its_person_alone()
    {
        using var fanout = new EventFanout(_bus);
        var mine = fanout.Connect(StreamModel.Me, null);
        var other = fanout.Connect(StreamModel.Other, null);

        _bus.Publish(new SessionsEndedSignal(StreamModel.Me, null, null));

        Assert.Single(mine.Take(out _));
        Assert.Empty(other.Take(out _));
    }
}
