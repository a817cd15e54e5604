using Collab.Domain.Confirmations;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Notifications;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Expiry;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Receipts;

/// <summary>Unread is kept as arithmetic; whatever people do, it must be what counting every message again would give.</summary>
public abstract class UnreadCountContract(TestInstallation installation) : StoreContract(installation)
{
    private const int Histories = 24;
    private const int Acts = 40;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Histories)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Counts_equal_a_recount_after_any_history(int seed)
    {
        // A history must be the same each time it is run: its seed is its name.
#pragma warning disable CA5394
        var random = new Random(seed);
        var people = Here.NewPeople(4);
        var isChat = seed % 4 == 0;
        var stream = isChat ? await Here.ChatAsync(people) : await Here.ChannelAsync(people);
        var world = await World.MakeAsync(Here, people);
        for (var act = 0; act < Acts; act++)
        {
            Installation.Time.Advance(TimeSpan.FromSeconds(1));
            await ActAsync(random, stream, people[random.Next(people.Length)], world);
            if (seed % 3 == 0)
                await ExpireAsync(random, stream, people[0]);
        }

        // What is due now, here and in other histories, counts until it is emptied.
        await Installation.Get<ExpirySweep>().RunOnceAsync(Ct);
#pragma warning restore CA5394

        await RecountAsync(stream, world, isChat);
        foreach (var thread in (await Here.HistoryAsync(stream)).Select(m => m.Thread?.Stream).OfType<StreamId>())
            await RecountAsync(thread, world, false);
    }

    [Fact]
    public async Task A_group_and_a_keyword_leave_one_row_each_however_many_people_they_call()
    {
        var people = Here.NewPeople(30);
        var stream = await Here.ChannelAsync(people);
        var subjects = new Subjects(Here.Services, Here.Organization);
        var (group, keyword) = (await subjects.NewGroupAsync(), await subjects.NewKeywordAsync("deploy"));
        foreach (var person in people)
        {
            await subjects.SetMemberAsync(group, person, true);
            await subjects.SetWatchAsync(keyword.Id, person, true);
        }

        await Here.PostAsync(stream, people[0], Here.Message(mentions: [people[1]]) with { Groups = [group], Keywords = [keyword.Id] });

        Assert.Equal(2, (await Here.RowsAsync(stream, c => c.SubjectCalls.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream))).Count);
        Assert.Equal(0, (await Here.PlaceAsync(stream, people[0])).Mentions);
        Assert.All(await Task.WhenAll(people[1..].Select(p => Here.PlaceAsync(stream, p))), place => Assert.Equal((1, 1), (place.Unread, place.Mentions)));
        Assert.All(await Task.WhenAll(people[1..].Select(p => Here.Seats.ListPlacesAsync(p, Ct))), list => Assert.Equal(1, list.Items.Single(i => i.Id == stream).Mentions));
    }

    [Fact]
    public async Task An_edit_that_takes_a_group_or_a_keyword_away_or_adds_it_changes_the_counts_and_leaves_no_row()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var subjects = new Subjects(Here.Services, Here.Organization);
        var (group, keyword) = (await subjects.NewGroupAsync(), await subjects.NewKeywordAsync("deploy"));
        await subjects.SetMemberAsync(group, bo, true);
        await subjects.SetWatchAsync(keyword.Id, bo, true);
        var said = await Here.PostAsync(stream, ada, Here.Message("plain"));

        await Here.EditAsync(stream, said.Seq, ada, Here.Message("grouped") with { Groups = [group] });
        Assert.Equal(1, (await Here.PlaceAsync(stream, bo)).Mentions);
        await Here.EditAsync(stream, said.Seq, ada, Here.Message("worded") with { Keywords = [keyword.Id] });
        Assert.Equal(1, (await Here.PlaceAsync(stream, bo)).Mentions);
        await Here.EditAsync(stream, said.Seq, ada, Here.Message("everybody", broadcast: Broadcast.Channel) with { Groups = [group], Keywords = [keyword.Id] });
        Assert.Equal(1, (await Here.PlaceAsync(stream, bo)).Mentions);
        await Here.EditAsync(stream, said.Seq, ada, Here.Message("plain again"));

        Assert.Equal(0, (await Here.PlaceAsync(stream, bo)).Mentions);
        Assert.Empty(await Here.RowsAsync(stream, c => c.SubjectCalls.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream)));
    }

    [Fact]
    public async Task A_call_of_those_online_is_one_row_and_counts_once_for_each_of_them_and_for_those_it_names()
    {
        var people = Here.NewPeople(6);
        var (ada, bo, cy, di, ed, flo) = (people[0], people[1], people[2], people[3], people[4], people[5]);
        var stream = await Here.ChannelAsync(people);
        var subjects = new Subjects(Here.Services, Here.Organization);
        var group = await subjects.NewGroupAsync();
        foreach (var member in new[] { bo, di })
            await subjects.SetMemberAsync(group, member, true);
        var said = Here.Message("all of you", mentions: [bo, ed], broadcast: Broadcast.Here) with { Here = [ada, bo, cy], Groups = [group] };

        await Here.PostAsync(stream, ada, said);

        // Bo is online, named and in the group, Cy online, Di in the group, Ed named; Flo is none of it.
        Assert.Equal([0L, 1, 1, 1, 1, 0], await MentionsAsync(stream, [ada, bo, cy, di, ed, flo]));
        Assert.Single(await Here.RowsAsync(stream, c => c.Broadcasts.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream)));
        Assert.Equal(1, (await Here.ReadUpToAsync(stream, cy, 0)).Mentions);
        Assert.Equal(0, (await Here.ReadUpToAsync(stream, cy, 1)).Mentions);
        await Here.EditAsync(stream, 1, ada, Here.Message("you all", mentions: [flo], broadcast: Broadcast.Here) with { Here = [ed] });
        Assert.Equal([0L, 1, 0, 0, 0, 1], await MentionsAsync(stream, [ada, bo, cy, di, ed, flo]));
    }

    [Fact]
    public async Task One_whose_number_begins_like_that_of_one_who_is_online_is_not_called()
    {
        UserId[] people = [new(71_024), new(7_102), new(710_249)];
        var stream = await Here.ChannelAsync(people);

        await Here.PostAsync(stream, people[1], Here.Message("hi", broadcast: Broadcast.Here) with { Here = [people[2]] });

        Assert.Equal([0L, 0, 1], await MentionsAsync(stream, people));
        Assert.Equal(0, (await Here.ReadUpToAsync(stream, people[0], 0)).Mentions);
    }

    [Fact]
    public async Task A_message_that_was_sent_without_notifying_calls_nobody()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var stream = await Here.ChannelAsync(ada, bo);
        var group = await new Subjects(Here.Services, Here.Organization).NewGroupAsync();

        await Here.PostAsync(stream, ada, Here.Message("hush", mentions: [bo], broadcast: Broadcast.Silent) with { Groups = [group] });

        var place = await Here.PlaceAsync(stream, bo);
        Assert.Equal((1, 0), (place.Unread, place.Mentions));
        Assert.Empty(await Here.RowsAsync(stream, c => c.Broadcasts.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream)));
        Assert.Empty(await Here.RowsAsync(stream, c => c.SubjectCalls.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream)));
    }

    private async Task<IEnumerable<long>> MentionsAsync(StreamId stream, UserId[] people) =>
        (await Task.WhenAll(people.Select(p => Here.PlaceAsync(stream, p)))).Select(place => place.Mentions);

#pragma warning disable CA5394
    private async Task ActAsync(Random random, StreamId stream, UserId who, World world)
    {
        var people = world.People;
        var isIn = (await Here.SeatViewAsync(stream, who))!.IsActive;
        var last = (await Here.HeadAsync(stream)).LastSeq;
        var seq = random.NextInt64(0, last + 2);
        var other = people[random.Next(people.Length)];
        switch (random.Next(26))
        {
            case 0 when isIn && who != people[0]:
                await Here.Seats.RemoveAsync(await Here.SeatAsync(stream, who), who, null, Ct);
                break;
            case 1 or 0 when !isIn:
                await Here.Seats.AddAsync(stream, other, [new NewSeat(who, SeatRole.Member)], null, Ct);
                break;
            case 2 when isIn:
                await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, who), new StreamChange { Topic = $"{seq}", Note = new SystemNote(SystemNoteKind.TopicSet, []) }, Ct);
                break;
            case 3 or 4 or 5 when isIn:
                await Here.ReadUpToAsync(stream, who, seq);
                break;
            case 6 when isIn:
                await Here.ReadUpToAsync(stream, who, seq, MarkerMove.Back);
                break;
            case 7 when isIn:
                var edited = Any(random, world);
                var before = await Here.FindAsync(stream, seq);
                if ((await Here.Messages.EditAsync(await Here.SeatAsync(stream, who), seq, edited, Ct)).TryGet(out var mended, out _))
                    world.NoteHere(mended, edited, before);
                break;
            case 8 or 9 when isIn:
                var reply = Any(random, world);
                if ((await Here.Messages.ReplyAsync(await Here.SeatAsync(stream, who), seq, reply, Ct)).TryGet(out var replied, out _))
                    world.NoteHere(replied, reply);
                break;
            case 10 when await Here.FindAsync(stream, seq) is { Thread.Stream: { } thread } && await Here.Seats.FindPlaceAsync(who, thread, Ct) is not null:
                await Here.ReadUpToAsync(thread, who, random.NextInt64(0, 5), (MarkerMove)random.Next(2));
                break;
            case 11 or 12:
                await world.SetAsync(who, random.Next(4), random.Next(3) > 0);
                break;
            case 13 or 14 when isIn:
                await world.ConfirmAsync(stream, who, seq);
                break;
            case 15 when await Here.FindAsync(stream, seq) is { Confirmation: not null } asking:
                Installation.Time.Advance(ConfirmationRules.BetweenReminders);
                await Here.Confirmations.RemindAsync(await Here.PassAsync(stream, seq, asking.Author), Here.Audit(who), Ct);
                break;
            case 16 or 17:
                await Here.RecallAsync(stream, who, seq);
                break;
            case 22 or 23:
                await world.HideAsync(stream, who, seq, random.Next(3) > 0);
                break;
            case 24 when await Here.FindAsync(stream, seq) is { Thread.Stream: { } thread }:
                await world.HideAsync(thread, who, random.NextInt64(1, 4), random.Next(3) > 0);
                break;
            case 25 when isIn && random.Next(3) == 0:
                await world.ClearAsync(stream, who, random.Next(4) > 0 ? seq : null);
                break;
            case 18 when await Here.FindAsync(stream, seq) is { Thread.Stream: { } thread }:
                await Here.RecallAsync(thread, who, random.NextInt64(1, 4));
                break;
            default:
                var said = Any(random, world);
                if ((await Here.Messages.PostAsync(await Here.SeatAsync(stream, who), said, Ct)).TryGet(out var posted, out _))
                    world.NoteHere(posted, said);
                break;
        }
    }

    // Messages disappear after some acts, or after none any more; whoever empties them comes by now and then.
    private async Task ExpireAsync(Random random, StreamId stream, UserId by)
    {
        if (random.Next(4) == 0)
            await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, by), new StreamChange { LifetimeSeconds = random.Next(3) * 5 }, Ct);
        if (random.Next(3) == 0)
            await Installation.Get<ExpirySweep>().RunOnceAsync(Ct);
    }

    private NewMessage Any(Random random, World world)
    {
        StoredKeyword[] worded = [.. world.Keywords.Where(_ => random.Next(5) == 0)];
        var message = Here.Message(
            string.Join(" and ", worded.Select(k => k.Words).Prepend("said")),
            mentions: [.. world.People.Where(_ => random.Next(4) == 0)],
            broadcast: random.Next(10) switch { 0 => Broadcast.Channel, 1 or 2 => Broadcast.Here, 3 => Broadcast.Silent, 4 => Broadcast.Confirmation, _ => Broadcast.None });
        // Rows of versions before did not say who was online: they call everybody.
        if (message.Broadcast == Broadcast.Here && random.Next(4) > 0)
            message = message with { Here = [.. world.People.Where(_ => random.Next(2) == 0)] };
        // Also one that was sent without notifying may ask.
        var asks = message.Broadcast == Broadcast.Confirmation || (message.Broadcast == Broadcast.Silent && random.Next(2) == 0);
        return message with
        {
            Confirmation = asks ? new ConfirmationRequest(null) : null,
            Groups = [.. world.Groups.Where(_ => random.Next(4) == 0)],
            Keywords = [.. worded.Select(k => k.Id)],
        };
    }
#pragma warning restore CA5394

    private async Task RecountAsync(StreamId stream, World world, bool isChat)
    {
        var history = await Here.HistoryAsync(stream);
        foreach (var person in world.People)
        {
            if (await Here.Seats.FindPlaceAsync(person, stream, Ct) is not { } place)
                continue;
            var unread = history.Where(m => m.Seq > place.LastReadSeq && m.Author != person && m is { Note: null, State: MessageState.Posted } && world.Sees(person, m)).ToList();
            var calls = isChat ? unread : [.. unread.Where(m => world.Calls(m, person))];
            var joined = (await Here.SeatViewAsync(stream, person))!.JoinedSeq;
            var reminded = history.Count(m =>
                m.Confirmation is { RemindedAt: not null } && m.Seq > joined && m.Seq <= place.LastReadSeq && m.Author != person && !world.HasConfirmed(person, m) && world.Sees(person, m));
            Assert.Equal((person, unread.Count, calls.Count + reminded), (person, place.Unread, place.Mentions));
            Assert.InRange(place.LastReadSeq, 0, place.Head.LastSeq);
            if (await Here.ReadUpToAsync(stream, person, 0) is var asked)
                Assert.Equal((place.Unread, place.Mentions), (asked.Unread, asked.Mentions));
            if ((await Here.Seats.ListPlacesAsync(person, Ct)).Items.SingleOrDefault(p => p.Id == stream) is { } listed)
                Assert.Equal(place, listed with { Head = place.Head });
        }
    }

    /// <summary>Who is in which group and watches which word since when: the truth of the recount.</summary>
    private sealed class World
    {
        private readonly Subjects _subjects;
        private readonly TimeProvider _time;
        private readonly Dictionary<(UserId, long), DateTimeOffset> _since = [];
        private readonly HashSet<(UserId, StreamId, long)> _confirmed = [];
        private readonly HashSet<(UserId, StreamId, long)> _hidden = [];
        private readonly Dictionary<(UserId, StreamId), long> _cleared = [];
        private readonly Stage _stage;
        private readonly Dictionary<MessageId, IReadOnlyList<UserId>?> _here = [];

        private World(Stage stage, Subjects subjects, UserId[] people, UserGroupId[] groups, StoredKeyword[] keywords)
        {
            (_subjects, _time) = (subjects, (TimeProvider)stage.Services.GetService(typeof(TimeProvider))!); // every node has a clock
            (People, Groups, Keywords, _stage) = (people, groups, keywords, stage);
        }

        public UserId[] People { get; }

        public UserGroupId[] Groups { get; }

        public StoredKeyword[] Keywords { get; }

        public static async Task<World> MakeAsync(Stage stage, UserId[] people)
        {
            var subjects = new Subjects(stage.Services, stage.Organization);
            UserGroupId[] groups = [await subjects.NewGroupAsync(), await subjects.NewGroupAsync()];
            StoredKeyword[] keywords = [await subjects.NewKeywordAsync("deploy"), await subjects.NewKeywordAsync("release train")];
            return new World(stage, subjects, people, groups, keywords);
        }

        public async Task SetAsync(UserId person, int which, bool isOn)
        {
            var id = which < 2 ? Groups[which].Value : Keywords[which - 2].Id.Value;
            await (which < 2 ? _subjects.SetMemberAsync(Groups[which], person, isOn) : _subjects.SetWatchAsync(Keywords[which - 2].Id, person, isOn));
            if (isOn)
                _since[(person, id)] = _time.GetUtcNow();
            else
                _since.Remove((person, id));
        }

        public async Task ConfirmAsync(StreamId stream, UserId person, long seq)
        {
            if ((await _stage.Confirmations.ConfirmAsync(await _stage.SeatAsync(stream, person), seq, Ct)).IsOk)
                _confirmed.Add((person, stream, seq));
        }

        public async Task HideAsync(StreamId stream, UserId person, long seq, bool isHidden)
        {
            var (hidden, seat) = ((IHiddenMessages)_stage.Services.GetService(typeof(IHiddenMessages))!, await _stage.SeatAsync(stream, person)); // every node has it
            if ((await (isHidden ? hidden.HideAsync(seat, [seq], Ct) : hidden.RestoreAsync(seat, [seq], Ct))).IsOk)
                _ = isHidden ? _hidden.Add((person, stream, seq)) : _hidden.Remove((person, stream, seq));
        }

        public async Task ClearAsync(StreamId stream, UserId person, long? upTo)
        {
            var hidden = (IHiddenMessages)_stage.Services.GetService(typeof(IHiddenMessages))!; // every node has it
            if (upTo is not { } seq)
            {
                _cleared[(person, stream)] = (await hidden.UnclearAsync(await _stage.SeatAsync(stream, person), ClearedHistory.None, Ct)).Value.Now.Seq;
                return;
            }

            // As the use case does: what is cleared is read.
            seq = Math.Min(seq, (await _stage.HeadAsync(stream)).LastSeq);
            await _stage.ReadUpToAsync(stream, person, seq);
            _cleared[(person, stream)] = (await hidden.ClearAsync(await _stage.SeatAsync(stream, person), seq, Ct)).Value.Now.Seq;
        }

        public bool Sees(UserId person, MessageView message) =>
            !_hidden.Contains((person, message.Stream, message.Seq)) && message.Seq > _cleared.GetValueOrDefault((person, message.Stream));

        public bool HasConfirmed(UserId person, MessageView message) => _confirmed.Contains((person, message.Stream, message.Seq));

        /// <summary>Who was online when a message began to call those who are.</summary>
        public void NoteHere(MessageView stored, NewMessage said, MessageView? before = null)
        {
            if (said.Broadcast == Broadcast.Here && before?.Broadcast != Broadcast.Here)
                _here[stored.Id] = said.Here;
        }

        public bool Calls(MessageView message, UserId person) =>
            message.Broadcast is Broadcast.Channel or Broadcast.Confirmation
            || (message.Broadcast == Broadcast.Here && _here[message.Id]?.Contains(person) != false)
            || (message.Broadcast is Broadcast.None or Broadcast.Here
                && (message.Mentions.Contains(person)
                    || message.Groups.Any(g => IsSince(person, g.Value, message))
                    || Keywords.Any(k => message.Text.Contains(k.Words, StringComparison.Ordinal) && IsSince(person, k.Id.Value, message))));

        private bool IsSince(UserId person, long subject, MessageView message) =>
            _since.TryGetValue((person, subject), out var since) && message.PostedAt >= since;
    }
}

public sealed class UnreadCountOnSqliteTests(OnSqlite on) : UnreadCountContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class UnreadCountOnMariaDbTests(OnMariaDb on) : UnreadCountContract(on.Installation), IClassFixture<OnMariaDb>;
