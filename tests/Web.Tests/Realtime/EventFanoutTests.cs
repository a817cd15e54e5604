using Collab.Domain.People;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.TownHalls;
using Collab.Web.Realtime;
using Collab.Web.Tests.TownHalls;
using Collab.Web.TownHalls;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Web.Tests.Realtime;

public class EventFanoutTests
{
    private readonly TestBus _bus = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StreamModel _model = new();

    [Fact]
    public void Only_circuits_that_watch_a_stream_get_its_events()
    {
        using var fanout = NewFanout();
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
        using var fanout = NewFanout();
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
        using var fanout = NewFanout();
        var mailbox = fanout.Connect(StreamModel.Me, null);

        _bus.Publish(_model.Join(StreamModel.Me));

        Assert.IsType<Domain.Streams.MembersJoined>(Assert.Single(mailbox.Take(out _)));
    }

    [Fact]
    public void What_passed_just_before_watching_is_delivered()
    {
        using var fanout = NewFanout();
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
        using var fanout = NewFanout();
        var mailbox = fanout.Connect(StreamModel.Me, null);

        _bus.Break();

        mailbox.Take(out var missed);
        Assert.True(missed);
    }

    [Fact]
    public void Ones_own_marker_goes_to_all_ones_circuits_and_to_those_who_look_on_only_what_may_be_shown()
    {
        using var fanout = NewFanout();
        var (mine, watching, elsewhere) = (fanout.Connect(StreamModel.Me, null), fanout.Connect(StreamModel.Other, null), fanout.Connect(StreamModel.Other, null));
        fanout.Watch(watching, StreamModel.Id);
        ReadMarker[] markers = [new(StreamModel.Me, 5, 2, 1, 6, true), new(new UserId(99), 4, 0, 0, 4, false)];

        foreach (var shows in new[] { MarkersShown.Readers, MarkersShown.Counts, MarkersShown.Nothing })
            _bus.Publish(new MarkersMoved(StreamModel.Id, markers, shows));

        Assert.Equal(Enumerable.Repeat(new ReadSignal(StreamModel.Id, StreamModel.Me, 5, 2, 1), 3), mine.Take(out _));
        var seen = watching.Take(out _);
        // How far one has read who does not share it stays untold; that it has arrived does not.
        Assert.Equal([new(StreamModel.Me, 5, 6), new ReadPosition(new UserId(99), null, 4)], Assert.IsType<ReadersMoved>(seen[0]).Positions);
        Assert.IsType<ReceiptsMoved>(seen[1]);
        Assert.Equal(2, seen.Count);
        Assert.Empty(elsewhere.Take(out _));
    }

    [Fact]
    public void A_policy_that_changed_is_told_to_everybody()
    {
        using var fanout = NewFanout();
        var (mine, other) = (fanout.Connect(StreamModel.Me, null), fanout.Connect(StreamModel.Other, null));

        _bus.Publish(new ReceiptPolicySignal(new ReceiptPolicy(ReceiptAudience.Off, false)));

        Assert.Single(mine.Take(out _));
        Assert.Single(other.Take(out _));
    }

    [Fact]
    public void A_message_of_a_chat_has_arrived_at_those_whose_circuit_got_it()
    {
        var arrived = new Arrivals();
        using var fanout = NewFanout(new Deliveries(arrived));
        fanout.Watch(fanout.Connect(StreamModel.Me, null), StreamModel.Id);
        fanout.Watch(fanout.Connect(StreamModel.Other, null), StreamModel.Id);
        _bus.Publish(_model.Post(StreamModel.Other, "hello"));
        Assert.Empty(arrived.Seen);
        var said = (Domain.Messages.MessagePosted)_model.Post(StreamModel.Other, "hello, you");
        _bus.Publish(said with { Head = said.Head with { Kind = Domain.Streams.StreamKind.Direct } });

        Assert.Equal([(StreamModel.Id, StreamModel.Me, said.Message.Seq)], arrived.Seen);
    }

    [Fact]
    public void A_session_that_ends_is_told_to_its_person_alone()
    {
        using var fanout = NewFanout();
        var mine = fanout.Connect(StreamModel.Me, null);
        var other = fanout.Connect(StreamModel.Other, null);

        _bus.Publish(new SessionsEndedSignal(StreamModel.Me, null, null));

        Assert.Single(mine.Take(out _));
        Assert.Empty(other.Take(out _));
    }

    [Fact]
    public void After_a_gap_pages_read_again_a_few_at_a_time_and_each_once()
    {
        using var fanout = NewFanout();
        CircuitMailbox[] pages = [.. Enumerable.Range(1, 120).Select(person => fanout.Connect(new UserId(person), null))];

        _bus.Break();
        Assert.Equal(50, Told());
        _bus.Break(); // blinks: those that wait keep their turn, the others come once more
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(0, Told());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(50, Told());
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(50, Told());
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(20, Told());
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, Told());

        _bus.Break();
        Assert.Equal(50, Told());

        int Told() => pages.Count(page =>
        {
            page.Take(out var missed);
            return missed;
        });
    }

    private EventFanout NewFanout(Deliveries? deliveries = null)
    {
        var rules = new TownHallRules(TownHallRules.DefaultViewers);
        return new EventFanout(new LiveEvents(_bus, rules, _time), new CountedViewers(rules), _time, deliveries);
    }

    private sealed class Arrivals : IReadMarkerStore
    {
        public List<(StreamId Stream, UserId User, long Seq)> Seen { get; } = [];

        public Task<Result<ReadState>> MoveAsync(Domain.Streams.Seat seat, long seq, MarkerMove move, CancellationToken ct) => throw new NotSupportedException("Nobody reads here.");

        public void Deliver(StreamId chat, UserId user, long seq) => Seen.Add((chat, user, seq));
    }
}
