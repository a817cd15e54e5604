using System.Text.Json;
using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Streams;

public abstract class StreamStoreContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task A_made_stream_is_found_as_it_was_given()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var head = Here.Channel(ada) with { Name = "plans-🚀", Topic = "Ünï", Purpose = "p", Posting = Domain.Channels.PostingPolicy.Managers };

        await Here.MakeAsync(head, ada, bo);

        Assert.Equal(head with { Version = 1, MemberCount = 2 }, await Here.HeadAsync(head.Id), HeadComparer.Instance);
    }

    [Fact]
    public async Task Making_a_stream_again_changes_nothing()
    {
        var ada = Here.NewPerson();
        var head = Here.Channel(ada);
        await Here.MakeAsync(head, ada);
        await Here.PostAsync(head.Id, ada);
        var before = await Here.HeadAsync(head.Id);

        await Here.MakeAsync(head with { Name = "other" }, Here.NewPerson());

        Assert.Equal(before, await Here.HeadAsync(head.Id), HeadComparer.Instance);
        Assert.Equal(2, (await Here.OutboxAsync(head.Id)).Count);
    }

    [Fact]
    public async Task Making_a_stream_ten_times_at_once_makes_one()
    {
        var ada = Here.NewPerson();
        var head = Here.Channel(ada);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Here.MakeAsync(head, ada), Ct)));

        Assert.Equal(1, (await Here.HeadAsync(head.Id)).Version);
        Assert.Single(await Here.OutboxAsync(head.Id));
    }

    [Fact]
    public async Task A_stream_is_found_with_the_viewers_seat_or_without_one()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);

        Assert.Equal(SeatRole.Manager, (await Here.SeatViewAsync(stream, ada))!.Role);
        Assert.Equal(new SeatView(bo, SeatRole.Member, 0, null, 0, null), await Here.SeatViewAsync(stream, bo));
        Assert.Null(await Here.SeatViewAsync(stream, Here.NewPerson()));
    }

    [Fact]
    public async Task Members_are_counted_over_all_shards_and_unknown_streams_are_left_out()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var streams = new List<StreamId>();
        for (var i = 0; i < 12; i++)
            streams.Add(await Here.ChannelAsync(i % 2 == 0 ? [ada] : [ada, bo]));

        var counts = await Here.Streams.CountMembersAsync([.. streams, Here.Ids.NextInAnyBucket<StreamId>()], Ct);

        Assert.Equal(streams.Select((id, i) => (id, 1 + (i % 2))).OrderBy(p => p.id.Value), counts.Select(p => (p.Key, p.Value)).OrderBy(p => p.Key.Value));
    }

    [Fact]
    public async Task What_was_never_made_is_not_found() =>
        Assert.Null(await Here.Streams.FindAsync(Here.Ids.NextInAnyBucket<StreamId>(), Here.NewPerson(), Ct));

    [Fact]
    public async Task A_past_seat_is_found_as_past()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);

        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, bo), bo, null, Ct);

        Assert.False((await Here.SeatViewAsync(stream, bo))!.IsActive);
    }

    [Fact]
    public async Task What_is_asked_for_at_once_is_found_each_for_itself()
    {
        var people = Here.NewPeople(6);
        var (open, chat, never) = (await Here.ChannelAsync(people), await Here.ChatAsync(people[0], people[1]), Here.Ids.NextInAnyBucket<StreamId>());
        await Here.Seats.RemoveAsync(await Here.SeatAsync(open, people[5]), people[5], null, Ct);
        (StreamId Stream, UserId User)[] asked =
            [.. Enumerable.Range(0, 60).SelectMany(_ => people.Append(Here.NewPerson()).SelectMany(p => new[] { open, chat, never }.Select(s => (s, p))))];

        var found = await Task.WhenAll(asked.Select(a => Here.Streams.FindAsync(a.Stream, a.User, Ct)));

        foreach (var (what, result) in asked.Zip(found))
        {
            Assert.Equal(what.Stream == never ? null : what.Stream, result?.Head.Id);
            var seatOf = what.Stream == open || (what.Stream == chat && people.Take(2).Contains(what.User)) ? people.Contains(what.User) ? what.User : default(UserId?) : null;
            Assert.Equal(seatOf, result?.Seat?.User);
            Assert.Equal(what == (open, people[5]), result?.Seat?.IsActive == false);
        }
    }

    [Fact]
    public async Task A_seat_that_was_just_lost_or_won_is_seen_by_the_next_read_however_many_read()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                    await Here.Streams.FindAsync(stream, bo, Ct);
            },
            Ct)).ToArray();

        for (var round = 0; round < 10; round++)
        {
            Assert.True((await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, ada), bo, null, Ct)).Value);
            Assert.False((await Here.SeatViewAsync(stream, bo))!.IsActive);
            Assert.Equal([bo], (await Here.Seats.AddAsync(stream, ada, [new NewSeat(bo, SeatRole.Member)], null, Ct)).Value);
            Assert.True((await Here.SeatViewAsync(stream, bo))!.IsActive);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task A_head_that_cannot_be_read_harms_nobody_who_asks_at_the_same_time()
    {
        var ada = Here.NewPerson();
        var bucket = new Domain.Shared.Ids.Bucket(701);
        StreamView Head() => Here.Channel(ada) with { Id = Here.Ids.NextIn<StreamId>(bucket) };
        var (sound, broken) = (await Here.MakeAsync(Head(), ada), await Here.MakeAsync(Head(), ada));
        await Here.Router.For(broken).Database.WriteAsync(
            context => context.Streams.Where(s => s.Bucket == bucket && s.StreamId == broken).ExecuteUpdateAsync(set => set.SetProperty(s => s.Participants, "no list"), Ct), Ct);

        var reads = Enumerable.Range(0, 40).Select(i => (Stream: i % 2 == 0 ? sound : broken, Read: Here.Streams.FindAsync(i % 2 == 0 ? sound : broken, ada, Ct))).ToArray();

        foreach (var (stream, read) in reads)
        {
            if (stream == broken)
                await Assert.ThrowsAsync<JsonException>(() => read);
            else
                Assert.Equal(sound, (await read)!.Head.Id);
        }
    }

    [Theory]
    [InlineData("name")]
    [InlineData("topic")]
    [InlineData("posting")]
    [InlineData("archive")]
    [InlineData("unarchive")]
    public async Task A_change_leaves_a_note_an_event_and_an_audit_entry_together(string what)
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        if (what == "unarchive")
            await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Archived = true }, Ct);
        var (outbox, handoffs) = ((await Here.OutboxAsync(stream)).Count, (await Here.HandoffsAsync(stream)).Count);
        var note = new SystemNote(SystemNoteKind.Renamed, [], "new");
        var audit = Here.Audit(ada);

        var changed = (await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), Change(what) with { Note = note, Audit = audit }, Ct)).Value;

        var events = (await Here.OutboxAsync(stream))[outbox..];
        Assert.Equal([OutboxKind.MessagePosted, OutboxKind.StreamChanged], events.Select(e => e.Kind));
        Assert.Equal(changed, await Here.HeadAsync(stream), HeadComparer.Instance);
        Assert.Equal(events[^1].Version, changed.Version);
        var row = (await Here.FindAsync(stream, changed.LastSeq))!;
        Assert.Equal((SystemNoteKind.Renamed, "new", ada), (row.Note!.Kind, row.Note.Value, row.Author));
        var left = (await Here.HandoffsAsync(stream))[handoffs..];
        Assert.Equal(
            JsonSerializer.Serialize(audit, Json.Options),
            Assert.Single(left, h => h.Kind == HandoffKind.AuditEntry).Data);
    }

    [Fact]
    public async Task A_stored_audit_entry_reads_back_as_it_was()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var audit = Here.Audit(ada);

        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Topic = "t", Audit = audit }, Ct);

        var read = Json.Read<AuditEntry>((await Here.HandoffsAsync(stream)).Last(h => h.Kind == HandoffKind.AuditEntry).Data)!;
        Assert.Equal(audit with { Details = read.Details }, read);
        Assert.Equal(audit.Details, read.Details);
    }

    [Fact]
    public async Task A_change_to_what_is_so_already_tells_nothing()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var before = await Here.HeadAsync(stream);
        var change = new StreamChange { Name = before.Name, Topic = before.Topic, Archived = false, Note = new SystemNote(SystemNoteKind.Renamed, []), Audit = Here.Audit(ada) };
        var handoffs = (await Here.HandoffsAsync(stream)).Count;

        var result = await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), change, Ct);

        Assert.Equal(before, result.Value, HeadComparer.Instance);
        Assert.Single(await Here.OutboxAsync(stream));
        Assert.Equal(handoffs, (await Here.HandoffsAsync(stream)).Count);
    }

    [Fact]
    public async Task An_archived_channel_takes_no_change_but_being_opened_again()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var seat = await Here.SeatAsync(stream, ada);
        await Here.Streams.ChangeAsync(seat, new StreamChange { Archived = true }, Ct);

        var refused = await Here.Streams.ChangeAsync(seat, new StreamChange { Topic = "new" }, Ct);
        var opened = await Here.Streams.ChangeAsync(seat, new StreamChange { Archived = false }, Ct);

        Assert.Equal("stream.archived", refused.Error!.Code);
        Assert.Null(opened.Value.ArchivedAt);
        Assert.Equal("", opened.Value.Topic);
    }

    [Fact]
    public async Task A_change_by_one_who_has_left_since_is_refused()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.MakeAsync(Here.Channel(ada) with { Visibility = Domain.Channels.ChannelVisibility.Private }, ada, bo);
        var seat = await Here.SeatAsync(stream, bo);
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, ada), bo, null, Ct);

        var refused = await Here.Streams.ChangeAsync(seat, new StreamChange { Topic = "mine" }, Ct);

        Assert.IsType<Error.NotFound>(refused.Error);
    }

    [Fact]
    public async Task Changes_at_once_leave_dense_versions()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var seat = await Here.SeatAsync(stream, ada);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => Here.Streams.ChangeAsync(seat, new StreamChange { Topic = $"topic {i}" }, Ct), Ct)));

        Assert.Equal(Enumerable.Range(1, 21).Select(v => (long)v), (await Here.OutboxAsync(stream)).Select(o => o.Version));
    }

    private static StreamChange Change(string what) => what switch
    {
        "name" => new StreamChange { Name = "new" },
        "topic" => new StreamChange { Topic = "new" },
        "posting" => new StreamChange { Posting = Domain.Channels.PostingPolicy.Managers },
        "archive" => new StreamChange { Archived = true },
        _ => new StreamChange { Archived = false },
    };
}

public sealed class StreamStoreOnSqliteTests(OnSqlite on) : StreamStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class StreamStoreOnMariaDbTests(OnMariaDb on) : StreamStoreContract(on.Installation), IClassFixture<OnMariaDb>;
