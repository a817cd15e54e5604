using Collab.Domain.Messages;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;
using Collab.Domain.TownHalls;
using Collab.Web.Realtime;
using Collab.Web.Tests.TownHalls;
using Collab.Web.TownHalls;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Collab.Web.Tests.Realtime;

/// <summary>What is unread in the threads that one follows, as events come.</summary>
public class FollowedThreadsTests
{
    // The thread of the model's messages.
    private static readonly StreamId Thread = new(8192);

    private readonly StreamModel _model = new();
    private readonly FollowedThreads _threads = new();
    private int _changes;

    public FollowedThreadsTests() => _threads.Changed += () => _changes++;

    [Fact]
    public void A_reply_in_a_followed_thread_has_it_read_again_and_one_in_another_does_not()
    {
        _model.Post(StreamModel.Other, "root");
        _threads.Load(StreamModel.Me, new ThreadBook([], [], false));
        _threads.Apply(_model.Reply(0));
        Assert.Empty(_threads.Stale);

        _threads.Load(StreamModel.Me, new ThreadBook([Thread], [], false));
        _threads.Apply(_model.Reply(0));
        Assert.Equal([Thread], _threads.Stale);

        _threads.Put(Row(unread: 1));
        Assert.Empty(_threads.Stale);
        Assert.Equal(1, _threads.Find(Thread)?.Unread);
    }

    [Fact]
    public void Whose_message_gets_its_first_reply_follows_the_thread_and_so_does_whom_a_reply_names()
    {
        _model.Post(StreamModel.Me, "root");
        _threads.Load(StreamModel.Me, new ThreadBook([], [], false));

        _threads.Apply(_model.Reply(0));
        Assert.Equal([Thread], _threads.Stale);
        _threads.Remove(Thread);

        _threads.Apply(Posted(StreamModel.Other));
        Assert.Empty(_threads.Stale);
        _threads.Apply(Posted(StreamModel.Other, StreamModel.Me));
        Assert.Equal([Thread], _threads.Stale);
    }

    [Fact]
    public void Reading_on_another_device_clears_it_and_marking_unread_there_brings_it_back()
    {
        _threads.Load(StreamModel.Me, new ThreadBook([Thread], [Row(unread: 3, mentions: 1)], false));

        _threads.Apply(new ReadSignal(Thread, StreamModel.Other, 5, 0, 0));
        Assert.Equal((3L, 1L), (_threads.Find(Thread)!.Unread, _threads.Find(Thread)!.Mentions));
        _threads.Apply(new ReadSignal(Thread, StreamModel.Me, 5, 0, 0));
        Assert.Empty(_threads.Unread);
        _threads.Apply(new ReadSignal(Thread, StreamModel.Me, 2, 3, 0));
        Assert.Equal([Thread], _threads.Stale);
        _threads.Apply(new ReadSignal(new StreamId(999), StreamModel.Me, 2, 3, 0));
        Assert.Equal([Thread], _threads.Stale);
    }

    [Fact]
    public void Who_leaves_the_place_follows_none_of_its_threads()
    {
        _threads.Load(StreamModel.Me, new ThreadBook([Thread], [Row(unread: 3)], false));

        _threads.Apply(_model.Leave(StreamModel.Me));

        Assert.Empty(_threads.Unread);
    }

    [Fact]
    public void What_was_known_stays_while_parts_cannot_be_read()
    {
        _threads.Load(StreamModel.Me, new ThreadBook([Thread], [Row(unread: 3)], false));
        _threads.Load(StreamModel.Me, new ThreadBook([], [], true));
        Assert.Single(_threads.Unread);

        _threads.Load(StreamModel.Me, new ThreadBook([], [], false));
        Assert.Empty(_threads.Unread);
    }

    [Fact]
    public void Nothing_is_drawn_for_a_thread_that_stays_read()
    {
        _threads.Load(StreamModel.Me, new ThreadBook([Thread], [], false));
        var before = _changes;

        _threads.Put(Row(unread: 0));

        Assert.Equal(before, _changes);
    }

    [Fact]
    public void A_reply_is_told_to_those_whom_it_names_though_they_do_not_watch_its_thread()
    {
        var bus = new TestBus();
        var (rules, time) = (new TownHallRules(TownHallRules.DefaultViewers), new FakeTimeProvider());
        using var fanout = new EventFanout(new LiveEvents(bus, rules, time), new CountedViewers(rules), time);
        var (named, other) = (fanout.Connect(StreamModel.Me, null), fanout.Connect(new UserId(3072), null));
        bus.Publish(Posted(StreamModel.Other, StreamModel.Me));

        Assert.IsType<MessagePosted>(Assert.Single(named.Take(out _)));
        Assert.Empty(other.Take(out _));
    }

    private static StreamView Head() => new StreamModel().Head with { Id = Thread, Kind = StreamKind.Thread, Parent = StreamModel.Id, ParentSeq = 1, LastSeq = 5, Version = 5 };

    private static PlaceView Row(long unread, long mentions = 0) => new(Head(), SeatRole.Member, 5 - unread, unread, mentions, false, null);

    private static MessagePosted Posted(UserId author, params UserId[] named) => new()
    {
        Id = new EventId(1),
        Head = Head(),
        Message = new MessageView
        {
            Stream = Thread,
            Seq = 5,
            Id = new MessageId(5),
            Author = author,
            ClientKey = "k",
            Text = "reply",
            Html = "<p>reply</p>",
            PostedAt = DateTimeOffset.UnixEpoch,
            Revision = 5,
            Mentions = named,
        },
    };
}
