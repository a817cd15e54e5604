using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Streams;

public abstract class SeatStoreContract(TestInstallation installation) : StoreContract(installation)
{
    [Fact]
    public async Task Adding_people_seats_those_who_are_new_and_returns_them()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);

        var added = await AddAsync(stream, ada, bo, cy, cy);

        Assert.Equal([cy], added.Value);
        Assert.Equal(3, (await Here.HeadAsync(stream)).MemberCount);
        Assert.Empty((await AddAsync(stream, ada, bo, cy)).Value);
    }

    [Fact]
    public async Task Joining_leaves_a_row_an_event_and_the_audit_entry()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada);

        await Here.Seats.AddAsync(stream, ada, [new NewSeat(bo, SeatRole.Member)], Here.Audit(ada), Ct);

        var events = (await Here.OutboxAsync(stream))[1..];
        Assert.Equal([OutboxKind.MembersJoined, OutboxKind.MessagePosted], events.Select(e => e.Kind));
        Assert.Equal([bo], Json.ReadList<UserId>(events[0].Data));
        var note = (await Here.FindAsync(stream, 1))!.Note!;
        Assert.Equal((SystemNoteKind.Joined, "1"), (note.Kind, note.Value));
        Assert.Equal([bo], note.People);
        Assert.Contains(await Here.HandoffsAsync(stream), h => h.Kind == HandoffKind.AuditEntry);
    }

    [Fact]
    public async Task Nothing_is_unread_for_one_who_has_just_joined()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada);
        await Here.PostAsync(stream, ada);
        await Here.PostAsync(stream, ada, Here.Message(mentions: [bo]));

        await AddAsync(stream, ada, bo);

        var place = await Here.PlaceAsync(stream, bo);
        Assert.Equal((2, 0, 0), (place.LastReadSeq, place.Unread, place.Mentions));
    }

    [Fact]
    public async Task Coming_back_begins_at_the_end_with_the_given_role()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada);
        await RemoveAsync(stream, ada, bo);
        await Here.PostAsync(stream, ada, Here.Message(mentions: [bo]));
        var end = (await Here.HeadAsync(stream)).LastSeq;

        var added = await Here.Seats.AddAsync(stream, ada, [new NewSeat(bo, SeatRole.Manager)], null, Ct);

        Assert.Equal([bo], added.Value);
        Assert.Equal(new SeatView(bo, SeatRole.Manager, end, null, end, null), await Here.SeatViewAsync(stream, bo));
        var place = await Here.PlaceAsync(stream, bo);
        Assert.Equal((0, 0), (place.Unread, place.Mentions));
    }

    [Fact]
    public async Task Removing_ends_the_seat_once()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        await Here.PostAsync(stream, ada);

        Assert.True((await RemoveAsync(stream, ada, bo)).Value);
        Assert.False((await RemoveAsync(stream, ada, bo)).Value);
        Assert.False((await RemoveAsync(stream, ada, Here.NewPerson())).Value);

        Assert.Equal(1, (await Here.SeatViewAsync(stream, bo))!.LeftSeq);
        Assert.Null(await Here.Seats.FindPlaceAsync(bo, stream, Ct));
        Assert.Equal(1, (await Here.HeadAsync(stream)).MemberCount);
        Assert.Equal([OutboxKind.MembersJoined, OutboxKind.MessagePosted, OutboxKind.MessagePosted, OutboxKind.MembersLeft], (await Here.OutboxAsync(stream)).Select(e => e.Kind));
    }

    [Fact]
    public async Task The_row_tells_leaving_from_being_removed()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo, cy);

        await RemoveAsync(stream, bo, bo);
        await RemoveAsync(stream, ada, cy);

        var (left, removed) = ((await Here.FindAsync(stream, 1))!, (await Here.FindAsync(stream, 2))!);
        Assert.Equal((SystemNoteKind.Left, bo), (left.Note!.Kind, left.Author));
        Assert.Equal((SystemNoteKind.Removed, ada), (removed.Note!.Kind, removed.Author));
        Assert.Equal([cy], removed.Note.People);
    }

    [Fact]
    public async Task The_last_manager_stays_while_others_are_in()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);

        Assert.Equal("stream.last_manager", (await RemoveAsync(stream, ada, ada)).Error!.Code);
        await RemoveAsync(stream, ada, bo);
        Assert.True((await RemoveAsync(stream, ada, ada)).Value);
        Assert.Equal(0, (await Here.HeadAsync(stream)).MemberCount);
    }

    [Fact]
    public async Task Of_two_managers_who_leave_at_once_one_stays()
    {
        var (ada, bo, cy) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, cy);
        await Here.Seats.AddAsync(stream, ada, [new NewSeat(bo, SeatRole.Manager)], null, Ct);

        var results = await Task.WhenAll(new[] { ada, bo }.Select(who => Task.Run(() => RemoveAsync(stream, who, who), Ct)));

        Assert.Single(results, r => r.IsOk);
        Assert.Equal("stream.last_manager", Assert.Single(results, r => !r.IsOk).Error!.Code);
    }

    [Fact]
    public async Task A_role_is_changed_once_and_told()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var seat = await Here.SeatAsync(stream, ada);

        Assert.True((await Here.Seats.SetRoleAsync(seat, bo, SeatRole.Manager, Here.Audit(ada), Ct)).IsOk);
        Assert.True((await Here.Seats.SetRoleAsync(seat, bo, SeatRole.Manager, Here.Audit(ada), Ct)).IsOk);

        Assert.Equal(SeatRole.Manager, (await Here.SeatViewAsync(stream, bo))!.Role);
        Assert.Equal([OutboxKind.MembersJoined, OutboxKind.StreamChanged], (await Here.OutboxAsync(stream)).Select(e => e.Kind));
        Assert.Single(await Here.HandoffsAsync(stream), h => h.Kind == HandoffKind.AuditEntry);
    }

    [Fact]
    public async Task A_channel_keeps_a_manager_when_roles_change()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var alone = await Here.ChannelAsync(ada);

        var ofTwo = await Here.Seats.SetRoleAsync(await Here.SeatAsync(stream, ada), ada, SeatRole.Member, Here.Audit(ada), Ct);
        var ofOne = await Here.Seats.SetRoleAsync(await Here.SeatAsync(alone, ada), ada, SeatRole.Member, Here.Audit(ada), Ct);
        var stranger = await Here.Seats.SetRoleAsync(await Here.SeatAsync(stream, ada), Here.NewPerson(), SeatRole.Manager, Here.Audit(ada), Ct);

        Assert.Equal("stream.last_manager", ofTwo.Error!.Code);
        Assert.Equal("stream.last_manager", ofOne.Error!.Code);
        Assert.IsType<Error.NotFound>(stranger.Error);
    }

    [Fact]
    public async Task A_chat_of_two_takes_nobody_else()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var chat = await Here.ChatAsync(ada, bo);

        Assert.Equal("stream.direct_is_closed", (await AddAsync(chat, ada, Here.NewPerson())).Error!.Code);
        Assert.Equal([ada, bo], (await Here.HeadAsync(chat)).Participants);
    }

    [Fact]
    public async Task A_group_chat_names_its_participants_and_is_full_at_fifty()
    {
        var people = Here.NewPeople(48);
        var chat = await Here.ChatAsync(people);
        var (bo, cy, dee) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson());

        Assert.Equal("group.full", (await AddAsync(chat, people[0], bo, cy, dee)).Error!.Code);
        Assert.Equal(48, (await Here.HeadAsync(chat)).MemberCount);
        Assert.True((await AddAsync(chat, people[0], bo, cy)).IsOk);
        Assert.Equal("group.full", (await AddAsync(chat, people[0], dee)).Error!.Code);
        await RemoveAsync(chat, people[3], people[3]);
        Assert.True((await AddAsync(chat, people[0], dee)).IsOk);

        var head = await Here.HeadAsync(chat);
        Assert.Equal(50, head.MemberCount);
        Assert.Equal(people.Where(p => p != people[3]).Append(bo).Append(cy).Append(dee).Order(), head.Participants);
    }

    [Fact]
    public async Task Nobody_is_added_to_an_archived_channel_or_to_none()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada);
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Archived = true }, Ct);

        Assert.Equal("stream.archived", (await AddAsync(stream, ada, bo)).Error!.Code);
        Assert.IsType<Error.NotFound>((await AddAsync(Here.Ids.NextInAnyBucket<StreamId>(), ada, bo)).Error);
    }

    [Fact]
    public async Task Joins_and_leaves_leave_rows_up_to_five_hundred_members_and_none_above()
    {
        var people = Here.NewPeople(499);
        var stream = await Here.ChannelAsync(people);
        var (bo, cy) = (Here.NewPerson(), Here.NewPerson());

        await AddAsync(stream, people[0], bo);
        Assert.Equal(1, (await Here.HeadAsync(stream)).LastSeq);
        await AddAsync(stream, people[0], cy);
        Assert.Equal(1, (await Here.HeadAsync(stream)).LastSeq);
        await RemoveAsync(stream, people[0], cy);
        Assert.Equal((2, 500), ((await Here.HeadAsync(stream)).LastSeq, (await Here.HeadAsync(stream)).MemberCount));
    }

    [Fact]
    public async Task A_crowd_comes_in_events_of_a_thousand_and_is_listed_by_pages()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var crowd = Here.NewPeople(2_500);

        var added = await AddAsync(stream, ada, crowd);
        var again = await AddAsync(stream, ada, crowd);

        Assert.Equal(crowd.Length, added.Value.Count);
        Assert.Empty(again.Value);
        var joined = (await Here.OutboxAsync(stream)).Where(e => e.Kind == OutboxKind.MembersJoined).Skip(1).Select(e => Json.ReadList<UserId>(e.Data)).ToList();
        Assert.Equal([1000, 1000, 500], joined.Select(j => j.Count));
        Assert.Equal(crowd.Order(), joined.SelectMany(j => j).Order());
        Assert.Equal(crowd.Append(ada).Order(), await ListAsync(stream, ada, 200));
        Assert.Equal(2_501, (await Here.Seats.WhoIsSeatedAsync(stream, [.. crowd, ada, Here.NewPerson()], Ct)).Count);
    }

    [Fact]
    public async Task The_list_has_those_who_are_seated_now_by_id_in_pages()
    {
        var people = Here.NewPeople(10);
        var stream = await Here.ChannelAsync(people);
        await RemoveAsync(stream, people[0], people[4]);
        var expected = people.Where(p => p != people[4]).Order().ToArray();

        Assert.Equal(expected, await ListAsync(stream, people[0], 3));
        Assert.Equal(expected, await ListAsync(stream, people[0], 9));
        Assert.Equal(expected, await ListAsync(stream, people[0], 200));
    }

    [Fact]
    public async Task The_list_can_be_of_one_role_and_of_some_people_alone()
    {
        var people = Here.NewPeople(5);
        var stream = await Here.ChannelAsync(people);
        var seat = await Here.SeatAsync(stream, people[0]);
        await RemoveAsync(stream, people[0], people[4]);

        Assert.Equal([people[0]], (await Here.Seats.ListAsync(seat, new SeatQuery(null, 10, SeatRole.Manager), Ct)).Items.Select(s => s.User));
        var among = await Here.Seats.ListAsync(seat, new SeatQuery(null, 10, Among: [people[1], people[3], people[4], Here.NewPerson()]), Ct);
        Assert.Equal(new[] { people[1], people[3] }.Order(), among.Items.Select(s => s.User));
        Assert.Empty((await Here.Seats.ListAsync(seat, new SeatQuery(null, 10, SeatRole.Manager, [people[1]]), Ct)).Items);
    }

    [Fact]
    public async Task Who_is_seated_leaves_out_those_who_left_and_strangers()
    {
        var (ada, bo, cy, dee) = (Here.NewPerson(), Here.NewPerson(), Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo, cy);
        await RemoveAsync(stream, ada, cy);

        Assert.Equal([ada, bo], (await Here.Seats.WhoIsSeatedAsync(stream, [dee, cy, bo, ada], Ct)).Order());
        Assert.Empty(await Here.Seats.WhoIsSeatedAsync(stream, [], Ct));
    }

    [Fact]
    public async Task Of_many_streams_those_are_found_where_a_person_is_seated_now()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var streams = new List<StreamId>();
        for (var i = 0; i < 8; i++)
            streams.Add(i % 2 == 0 ? await Here.ChannelAsync(ada, bo) : await Here.ChannelAsync(ada));
        await RemoveAsync(streams[2], ada, bo);

        Assert.Equal(new[] { streams[0], streams[4], streams[6] }.Order(), (await Here.Seats.WhereIsSeatedAsync(bo, [.. streams, streams[0], new StreamId(5)], Ct)).Order());
        Assert.Empty(await Here.Seats.WhereIsSeatedAsync(bo, [], Ct));
    }

    [Fact]
    public async Task Leaving_a_channel_ends_following_its_threads_and_tells_each()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var other = await Here.ChannelAsync(ada, bo);
        StreamId[] threads = [await ThreadAsync(stream, ada, bo), await ThreadAsync(stream, bo, ada)];
        var elsewhere = await ThreadAsync(other, ada, bo);

        await RemoveAsync(stream, bo, bo);

        foreach (var thread in threads)
        {
            Assert.Equal(1, (await Here.SeatViewAsync(thread, bo))!.LeftSeq);
            Assert.True((await Here.SeatViewAsync(thread, ada))!.IsActive);
            Assert.Equal(1, (await Here.HeadAsync(thread)).MemberCount);
            Assert.Equal([OutboxKind.MessagePosted, OutboxKind.MembersLeft], (await Here.OutboxAsync(thread)).Select(e => e.Kind));
            Assert.Equal(1, (await Here.HeadAsync(thread)).LastSeq);
        }

        Assert.True((await Here.SeatViewAsync(elsewhere, bo))!.IsActive);
    }

    [Fact]
    public async Task One_call_brings_the_places_of_all_shards_and_no_threads()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var places = new List<StreamId>();
        for (short bucket = 3; bucket < Bucket.Count; bucket += 100)
            places.Add(await Here.MakeAsync(Here.Channel(ada) with { Id = Here.Ids.NextIn<StreamId>(new Bucket(bucket)) }, ada, bo));
        places.Add(await Here.ChatAsync(ada, bo));
        places.Add(await Here.ChatAsync(ada, bo, Here.NewPerson()));
        Assert.Equal(4, places.Select(p => Here.Router.For(p).Id).Distinct().Count());
        await ThreadAsync(places[0], ada, bo);
        var left = await Here.ChannelAsync(bo, ada);
        await RemoveAsync(left, ada, ada);
        await Here.PostAsync(places[1], bo, Here.Message(mentions: [ada]));

        var found = (await Here.Seats.ListPlacesAsync(ada, Ct)).Items;

        Assert.Equal(places.Order(), found.Select(p => p.Id).Order());
        Assert.Equal((1, 1), found.Where(p => p.Id == places[1]).Select(p => (p.Unread, p.Mentions)).Single());
        foreach (var place in found)
            Assert.Equal(place.Head, (await Here.PlaceAsync(place.Id, ada)).Head, HeadComparer.Instance);
    }

    [Fact]
    public async Task A_person_without_seats_has_no_places()
    {
        Assert.Empty((await Here.Seats.ListPlacesAsync(Here.NewPerson(), Ct)).Items);
        Assert.Null(await Here.Seats.FindPlaceAsync(Here.NewPerson(), await Here.ChannelAsync(Here.NewPerson()), Ct));
    }

    [Fact]
    public async Task People_who_join_and_leave_at_once_are_counted_right()
    {
        var ada = Here.NewPerson();
        var stream = await Here.ChannelAsync(ada);
        var people = Here.NewPeople(20);

        await Task.WhenAll(people.Select((p, i) => Task.Run(
            async () =>
            {
                await AddAsync(stream, p, p);
                if (i % 2 == 0)
                    await RemoveAsync(stream, p, p);
            },
            Ct)));

        Assert.Equal(11, (await Here.HeadAsync(stream)).MemberCount);
        Assert.Equal(11, (await ListAsync(stream, ada, 200)).Count);
        var versions = (await Here.OutboxAsync(stream)).Select(o => o.Version).ToList();
        Assert.Equal(Enumerable.Range(1, versions.Count).Select(v => (long)v), versions);
    }

    private async Task<StreamId> ThreadAsync(StreamId stream, UserId by, UserId replier)
    {
        var root = await Here.PostAsync(stream, by);
        return (await Here.ReplyAsync(stream, root.Seq, replier)).Stream;
    }

    private Task<Result<IReadOnlyList<UserId>>> AddAsync(StreamId stream, UserId by, params UserId[] people) =>
        Here.Seats.AddAsync(stream, by, [.. people.Select(p => new NewSeat(p, SeatRole.Member))], null, Ct);

    private async Task<Result<bool>> RemoveAsync(StreamId stream, UserId by, UserId user) =>
        await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, by), user, null, Ct);

    private async Task<List<UserId>> ListAsync(StreamId stream, UserId by, int limit)
    {
        var (seat, all) = (await Here.SeatAsync(stream, by), new List<UserId>());
        Cursor? cursor = null;
        do
        {
            var page = await Here.Seats.ListAsync(seat, new SeatQuery(cursor, limit), Ct);
            Assert.InRange(page.Items.Count, 1, limit);
            all.AddRange(page.Items.Select(s => s.User));
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}

public sealed class SeatStoreOnSqliteTests(OnSqlite on) : SeatStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class SeatStoreOnMariaDbTests(OnMariaDb on) : SeatStoreContract(on.Installation), IClassFixture<OnMariaDb>;
