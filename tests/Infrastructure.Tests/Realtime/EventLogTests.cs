using System.Collections.Concurrent;
using System.Text.Json;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Realtime;

public abstract class EventLogContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task Every_step_of_a_version_has_exactly_one_event_and_all_are_published_as_stored()
    {
        var heard = new ConcurrentQueue<DomainEvent>();
        using var subscription = Here.Bus.Subscribe(n => { if (n is DomainEvent e) heard.Enqueue(e); }, () => { });
        var people = Here.NewPeople(3);
        var stream = await EventfulAsync(people);
        var thread = (await Here.FindAsync(stream, 1))!.Thread!.Stream;

        foreach (var id in new[] { stream, thread })
        {
            var head = await Here.HeadAsync(id);
            var stored = (await ReadAsync(id, people[0], 0)).Events;
            await Eventually.TrueAsync(() => heard.Any(e => e.Stream == id && e.Version == head.Version), "the last event is heard");

            Assert.Equal(Enumerable.Range(1, (int)head.Version).Select(v => (long)v), stored.Select(e => e.Version));
            var published = heard.Where(e => e.Stream == id).ToList();
            Assert.Equal(stored.Select(e => (e.GetType(), e.Id, e.Version)), published.Select(e => (e.GetType(), e.Id, e.Version)));
            Assert.Equal(stored.OfType<ReactionsChanged>().Select(r => (r.User, r.Emoji, r.Added)), published.OfType<ReactionsChanged>().Select(r => (r.User, r.Emoji, r.Added)));
            Assert.Equal(stored.OfType<MembersJoined>().SelectMany(r => r.Users), published.OfType<MembersJoined>().SelectMany(r => r.Users));
            Assert.Equal(stored.OfType<MembersLeft>().SelectMany(r => r.Users), published.OfType<MembersLeft>().SelectMany(r => r.Users));
            Assert.Equal(head, published[^1].Head, HeadComparer.Instance);
            Assert.Equal(head, stored[^1].Head, HeadComparer.Instance);
        }
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task The_event_that_is_published_is_the_one_that_is_stored(string name, Func<Act, Task> act)
    {
        Assert.NotEmpty(name);
        var heard = new ConcurrentQueue<DomainEvent>();
        var people = Here.NewPeople(3);
        var stream = await Here.ChannelAsync(people[0], people[1]);
        await Here.PostAsync(stream, people[0], Here.Message(mentions: [people[1]]));
        await Here.ReactAsync(stream, 1, people[0], "👍");
        var before = await Here.HeadAsync(stream);
        using var subscription = Here.Bus.Subscribe(n => { if (n is DomainEvent e && e.Stream.Bucket == stream.Bucket) heard.Enqueue(e); }, () => { });

        await act(new Act(Here, stream, people));

        var after = await Here.HeadAsync(stream);
        Assert.True(after.Version > before.Version);
        await Eventually.TrueAsync(() => heard.Any(e => e.Stream == stream && e.Version == after.Version), "the event is heard");
        foreach (var id in heard.Select(e => e.Stream).Distinct())
        {
            var stored = (await ReadAsync(id, people[0], 0)).Events.Where(e => heard.Any(h => h.Id == e.Id)).ToList();
            // Each is told with the state that it left; the newest of each message and the head are what is read now.
            Assert.Equal(Text(stored[^1]), Text(heard.Last(e => e.Stream == id)));
        }
    }

    public static TheoryData<string, Func<Act, Task>> Acts => new()
    {
        { "post", a => a.Here.PostAsync(a.Stream, a.People[1], a.Here.Message("📣", mentions: [a.People[0]], broadcast: Broadcast.Channel)) },
        { "edit", a => a.Here.EditAsync(a.Stream, 1, a.People[0], a.Here.Message("new", mentions: [])) },
        { "react", a => a.Here.ReactAsync(a.Stream, 1, a.People[1], "👍") },
        { "take back", a => a.Here.ReactAsync(a.Stream, 1, a.People[0], "👍", given: false) },
        { "reply", a => a.Here.ReplyAsync(a.Stream, 1, a.People[1], a.Here.Message("re", mentions: [a.People[0]])) },
        { "join", a => a.Here.Seats.AddAsync(a.Stream, a.People[0], [new NewSeat(a.People[2], SeatRole.Member)], null, Ct) },
        { "leave", async a => await a.Here.Seats.RemoveAsync(await a.Here.SeatAsync(a.Stream, a.People[1]), a.People[1], null, Ct) },
        { "rename", async a => await a.Here.Streams.ChangeAsync(await a.Here.SeatAsync(a.Stream, a.People[0]), new StreamChange { Name = "new", Note = new SystemNote(SystemNoteKind.Renamed, [], "new") }, Ct) },
        { "archive", async a => await a.Here.Streams.ChangeAsync(await a.Here.SeatAsync(a.Stream, a.People[0]), new StreamChange { Archived = true }, Ct) },
        { "role", async a => await a.Here.Seats.SetRoleAsync(await a.Here.SeatAsync(a.Stream, a.People[0]), a.People[1], SeatRole.Manager, a.Here.Audit(a.People[0]), Ct) },
    };

    [Fact]
    public async Task A_slice_begins_after_the_version_and_ends_at_the_limit()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        for (var i = 0; i < 9; i++)
            await Here.PostAsync(stream, ada);

        var all = await ReadAsync(stream, ada, 0);
        var some = await ReadAsync(stream, ada, 3, 4);
        var rest = await ReadAsync(stream, ada, 7, 500);
        var none = await ReadAsync(stream, ada, 10);

        Assert.Equal(Enumerable.Range(1, 10).Select(v => (long)v), all.Events.Select(e => e.Version));
        Assert.Equal([4L, 5L, 6L, 7L], some.Events.Select(e => e.Version));
        Assert.Equal([8L, 9L, 10L], rest.Events.Select(e => e.Version));
        Assert.Empty(none.Events);
        Assert.All(new[] { all, some, rest, none }, s => Assert.True(s.IsComplete));
    }

    [Fact]
    public async Task A_slice_is_not_complete_when_the_oldest_are_gone_or_the_version_was_never_reached()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        for (var i = 0; i < 5; i++)
            await Here.PostAsync(stream, ada);
        await Here.Router.For(stream).Database.WriteAsync(c => c.Outbox.Where(o => o.Bucket == stream.Bucket && o.StreamId == stream && o.Version <= 3).ExecuteDeleteAsync(Ct), Ct);

        Assert.False((await ReadAsync(stream, ada, 0)).IsComplete);
        Assert.False((await ReadAsync(stream, ada, 2)).IsComplete);
        Assert.True((await ReadAsync(stream, ada, 3)).IsComplete);
        Assert.True((await ReadAsync(stream, ada, 6)).IsComplete);
        Assert.False((await ReadAsync(stream, ada, 7)).IsComplete);
        await Here.Router.For(stream).Database.WriteAsync(c => c.Outbox.Where(o => o.Bucket == stream.Bucket && o.StreamId == stream).ExecuteDeleteAsync(Ct), Ct);
        Assert.False((await ReadAsync(stream, ada, 3)).IsComplete);
        Assert.True((await ReadAsync(stream, ada, 6)).IsComplete);
    }

    [Fact]
    public async Task A_client_that_has_everything_is_not_sent_to_load_afresh_while_others_post()
    {
        var people = Here.NewPeople(2);
        var stream = await Here.ChannelAsync(people);
        var seat = await Here.SeatAsync(stream, people[1]);
        using var enough = new CancellationTokenSource();
        var writer = Task.Run(
            async () =>
            {
                while (!enough.IsCancellationRequested)
                    await Here.PostAsync(stream, people[0]);
            },
            Ct);

        var slices = new List<EventSlice>();
        for (long seen = (await Here.HeadAsync(stream)).Version; slices.Count < 400;)
        {
            var slice = await Here.Log.ReadAsync(seat, seen, 500, Ct);
            slices.Add(slice);
            if (!slice.IsComplete)
                break;
            seen = slice.Events is [.., var newest] ? newest.Version : seen;
        }

        await enough.CancelAsync();
        await writer;
        Assert.All(slices, s => Assert.True(s.IsComplete));
    }

    [Fact]
    public async Task Many_who_come_back_at_once_get_each_what_she_missed()
    {
        var ada = Here.NewPerson();
        StreamId[] streams = [await Here.ChannelAsync(ada), await Here.ChannelAsync(ada)];
        foreach (var stream in streams)
        {
            for (var i = 0; i < 12; i++)
                await Here.PostAsync(stream, ada, $"post {i}");
        }

        // Behind, beyond and at the end; whole and in slices.
        var asked = (from stream in streams from version in Enumerable.Range(0, 16) from limit in (int[])[3, 500] select (stream, Version: (long)version, limit)).ToArray();
        var together = await Task.WhenAll(asked.Concat(asked).Select(a => ReadAsync(a.stream, ada, a.Version, a.limit)));
        for (var i = 0; i < together.Length; i++)
        {
            var (stream, version, limit) = asked[i % asked.Length];
            var alone = await ReadAsync(stream, ada, version, limit);
            Assert.Equal(alone.IsComplete, together[i].IsComplete);
            Assert.Equal(alone.Events.Select(Text), together[i].Events.Select(Text));
        }
    }

    [Fact]
    public async Task A_client_ahead_of_an_old_seat_is_not_sent_to_load_afresh()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var old = await Here.SeatAsync(stream, ada);
        await Here.PostAsync(stream, ada);

        Assert.True((await Here.Log.ReadAsync(old, 2, 500, Ct)).IsComplete);
    }

    [Fact]
    public async Task An_old_event_brings_the_message_as_it_is_now()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada, "secret");
        await Here.EditAsync(stream, 1, ada, Here.Message("harmless"));

        var posted = (MessagePosted)(await ReadAsync(stream, ada, 1, 1)).Events.Single();

        MessageAssert.Same(await Here.FindAsync(stream, 1), posted.Message);
        Assert.Equal((2, 3), (posted.Version, posted.Message.Revision));
    }

    [Fact]
    public async Task The_outbox_keeps_no_text()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada, "secret");
        await Here.EditAsync(stream, 1, ada, Here.Message("secret again"));
        await Here.ReplyAsync(stream, 1, ada, Here.Message("secret reply"));

        Assert.All(await Here.OutboxAsync(stream), o => Assert.DoesNotContain("secret", o.Data ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_read_comes_as_a_change_and_leaves_no_gap()
    {
        var people = Here.NewPeople(3);
        var stream = await EventfulAsync(people);
        var before = (await ReadAsync(stream, people[0], 0)).Events;
        var (joined, reacted, newer) = (before.OfType<MembersJoined>().Last().Version, before.OfType<ReactionsChanged>().First().Version, before[^1].Version);
        await Here.Router.For(stream).Database.WriteAsync(
            async c =>
            {
                var rows = c.Outbox.Where(o => o.Bucket == stream.Bucket && o.StreamId == stream);
                await rows.Where(o => o.Version == joined || o.Version == reacted).ExecuteUpdateAsync(s => s.SetProperty(o => o.Data, "{broken"), Ct);
                await rows.Where(o => o.Version == newer).ExecuteUpdateAsync(s => s.SetProperty(o => o.Kind, (OutboxKind)99), Ct);
            },
            Ct);

        var after = (await ReadAsync(stream, people[0], 0)).Events;

        Assert.Equal(before.Select(e => (e.Id, e.Version)), after.Select(e => (e.Id, e.Version)));
        Assert.Equal(
            before.Select(e => e.Version == joined || e.Version == reacted || e.Version == newer ? typeof(StreamChanged) : e.GetType()), after.Select(e => e.GetType()));
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 15)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task An_old_page_with_events_in_any_order_is_the_page_of_now(int seed)
    {
#pragma warning disable CA5394 // the order must be the same each time that it is run
        var random = new Random(seed);
        var heard = new ConcurrentQueue<DomainEvent>();
        var people = Here.NewPeople(3);
        var stream = await Here.ChannelAsync(people);
        await EventfulAsync(stream, people, random, 10);
        using var subscription = Here.Bus.Subscribe(n => { if (n is DomainEvent e && e.Stream == stream) heard.Enqueue(e); }, () => { });
        var page = new LoadedPage(await Here.HeadAsync(stream), await PageAsync(stream));
        await EventfulAsync(stream, people, random, 25);
        var now = await Here.HeadAsync(stream);
        await Eventually.TrueAsync(() => heard.Any(e => e.Version == now.Version), "the last event is heard");

        // What was heard: some lost, some twice, in any order. Then what the log has.
        var news = heard.Where(_ => random.Next(4) > 0).SelectMany(e => random.Next(3) == 0 ? new[] { e, e } : [e]).ToArray();
        random.Shuffle(news);
#pragma warning restore CA5394
        foreach (var happened in news)
            page.Apply(happened);
        var missed = await ReadAsync(stream, people[0], page.Version);
        Assert.True(missed.IsComplete);
        foreach (var happened in missed.Events)
            page.Apply(happened);

        MessageAssert.Same((await PageAsync(stream)).Items, page.Messages);
        Assert.Equal(now, page.Head, HeadComparer.Instance);
        Assert.Equal(now.Version, page.Version);
    }

    private async Task<StreamId> EventfulAsync(UserId[] people)
    {
        var stream = await Here.ChannelAsync(people[0], people[1]);
        await Here.PostAsync(stream, people[0]);
        await Here.EditAsync(stream, 1, people[0], Here.Message("edited"));
        await Here.ReactAsync(stream, 1, people[1], "👍");
        await Here.ReactAsync(stream, 1, people[1], "👍", given: false);
        await Here.ReplyAsync(stream, 1, people[1]);
        await Here.Seats.AddAsync(stream, people[0], [new NewSeat(people[2], SeatRole.Member)], null, Ct);
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, people[0]), new StreamChange { Topic = "t", Note = new SystemNote(SystemNoteKind.TopicSet, [], "t") }, Ct);
        await Here.Seats.SetRoleAsync(await Here.SeatAsync(stream, people[0]), people[2], SeatRole.Manager, Here.Audit(people[0]), Ct);
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, people[0]), people[1], null, Ct);
        return stream;
    }

#pragma warning disable CA5394
    private async Task EventfulAsync(StreamId stream, UserId[] people, Random random, int acts)
    {
        for (var i = 0; i < acts; i++)
        {
            var who = people[random.Next(2)];
            var seq = random.NextInt64(1, (await Here.HeadAsync(stream)).LastSeq + 2);
            switch (random.Next(8))
            {
                case 0:
                    await Here.Messages.EditAsync(await Here.SeatAsync(stream, who), seq, Here.Message($"edit {i}", mentions: [people[0]]), Ct);
                    break;
                case 1 or 2:
                    await Here.Reactions.SetAsync(await Here.SeatAsync(stream, who), seq, random.Next(2) == 0 ? "👍" : "🎉", random.Next(3) > 0, Ct);
                    break;
                case 3:
                    await Here.Messages.ReplyAsync(await Here.SeatAsync(stream, who), seq, Here.Message(), Ct);
                    break;
                case 4:
                    await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, who), new StreamChange { Topic = $"topic {i}", Note = new SystemNote(SystemNoteKind.TopicSet, []) }, Ct);
                    break;
                case 5 when (await Here.SeatViewAsync(stream, people[2]))!.IsActive:
                    await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, who), people[2], null, Ct);
                    break;
                case 5:
                    await Here.Seats.AddAsync(stream, who, [new NewSeat(people[2], SeatRole.Member)], null, Ct);
                    break;
                default:
                    await Here.PostAsync(stream, who, $"post {i}");
                    break;
            }
        }
    }
#pragma warning restore CA5394

    private async Task<MessagePage> PageAsync(StreamId stream) =>
        await Here.Messages.ListAsync(await Here.SeatAsync(stream, new UserId(1)), MessageRange.Newest(200), Ct);

    private async Task<EventSlice> ReadAsync(StreamId stream, UserId user, long version, int limit = 500) =>
        await Here.Log.ReadAsync(await Here.SeatAsync(stream, user), version, limit, Ct);

    private static string Text(DomainEvent happened) => JsonSerializer.Serialize<Notice>(happened, Json.Options);
}

/// <summary>The least that a client needs to keep a page up to date: take what is newer, and know up to where nothing is missing.</summary>
internal sealed class LoadedPage(StreamView head, MessagePage page)
{
    private readonly Dictionary<long, MessageView> _messages = page.Items.ToDictionary(m => m.Seq);
    private readonly SortedSet<long> _ahead = [];

    public StreamView Head { get; private set; } = head;

    public long Version { get; private set; } = page.Version;

    public IEnumerable<MessageView> Messages => _messages.Values.OrderBy(m => m.Seq);

    public void Apply(DomainEvent happened)
    {
        if (happened.Head.Version >= Head.Version)
            Head = happened.Head;
        if (happened is MessageEvent { Message: { } message } && (!_messages.TryGetValue(message.Seq, out var known) || message.Revision > known.Revision))
            _messages[message.Seq] = message;
        if (happened.Version > Version)
            _ahead.Add(happened.Version);
        while (_ahead.Remove(Version + 1))
            Version++;
    }
}

/// <summary>Where an act of a theory takes place.</summary>
public sealed record Act
{
    internal Act(Stage here, StreamId stream, UserId[] people) => (Here, Stream, People) = (here, stream, people);

    internal Stage Here { get; }

    internal StreamId Stream { get; }

    internal UserId[] People { get; }
}

public sealed class EventLogOnSqliteTests(OnSqlite on) : EventLogContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class EventLogOnMariaDbTests(OnMariaDb on) : EventLogContract(on.Installation), IClassFixture<OnMariaDb>;
