using Collab.Domain.Confirmations;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Recall;
using Collab.Domain.Search;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Expiry;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Files;
using Collab.Support.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Infrastructure.Tests.Expiry;

public abstract class ExpiryStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private const int Minute = 60;

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private IFileCatalog Catalog => Installation.Get<IFileCatalog>();

    private IFileStore Files => Installation.Get<IFileStore>();

    private IPinStore Pins => Installation.Get<IPinStore>();

    [Fact]
    public async Task One_tick_before_its_time_it_is_there_and_at_the_instant_it_is_not_whether_or_not_anybody_has_come_by()
    {
        var (ada, bo, stream) = await TwoAsync(Minute);
        var file = await UploadAsync(stream, ada, "plan.txt");
        var posted = await Here.PostAsync(stream, ada, Here.Message("soon gone") with { Attachments = [file.ToAttachment(null)] });
        await Pins.SetAsync(await Here.SeatAsync(stream, bo), posted.Seq, true, Ct);
        Assert.Equal(posted.PostedAt.AddSeconds(Minute), posted.ExpiresAt);
        Assert.Equal(posted.ExpiresAt, (await Here.FindAsync(stream, posted.Seq))!.ExpiresAt);

        MoveTo(posted.ExpiresAt!.Value - Tick);
        Assert.Equal((true, 2, 1, 1), await SeenAsync());
        MoveTo(posted.ExpiresAt.Value);
        Assert.Equal((false, 1, 0, 0), await SeenAsync());

        async Task<(bool Found, int OnPage, int Pinned, int Files)> SeenAsync()
        {
            var seat = await Here.SeatAsync(stream, bo);
            return (await Here.Messages.FindAsync(seat, posted.Seq, Ct) is not null, (await Here.Messages.ListAsync(seat, MessageRange.Newest(50), Ct)).Items.Count,
                (await Pins.ListAsync(seat, Ct)).Count, (await Catalog.FindAsync(seat, [file.Id], Ct)).Count);
        }
    }

    [Fact]
    public async Task What_is_due_takes_no_act_and_is_told_to_nobody_who_catches_up_or_builds_an_index()
    {
        var (ada, bo, stream) = await TwoAsync(Minute);
        var message = Here.Message("a walrus-word", "key-1", broadcast: Broadcast.Confirmation) with { Confirmation = new ConfirmationRequest(null) };
        var posted = await Here.PostAsync(stream, ada, message);
        var thread = (await Here.ReplyAsync(stream, posted.Seq, bo)).Stream;
        MoveTo(posted.ExpiresAt!.Value);
        var (seat, other) = (await Here.SeatAsync(stream, ada), await Here.SeatAsync(stream, bo));

        Assert.IsType<Error.NotFound>((await Here.Messages.EditAsync(seat, posted.Seq, Here.Message("again"), Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Reactions.SetAsync(other, posted.Seq, "👍", true, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Pins.SetAsync(seat, posted.Seq, true, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Confirmations.ConfirmAsync(other, posted.Seq, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Messages.ReplyAsync(seat, posted.Seq, Here.Message(), Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.RecallAsync(stream, ada, posted.Seq)).Error);
        Assert.IsType<Error.NotFound>((await Installation.Get<IHiddenMessages>().HideAsync(other, [posted.Seq], Ct)).Error);
        Assert.Empty((await Installation.Get<IFollowedThreads>().ListAsync(bo, new ThreadQuery(StageStandings.Workspace, false, null, 20), Ct)).Items);
        Assert.DoesNotContain(thread, (await Installation.Get<IFollowedThreads>().ReadAsync(bo, Ct)).Followed);

        var events = (await Here.Log.ReadAsync(seat, 0, 100, Ct)).Events.OfType<MessageEvent>().Where(e => e.Message.Seq == posted.Seq).ToList();
        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.Equal((MessageState.Expired, "", "", null), (e.Message.State, e.Message.Text, e.Message.Html, e.Message.Thread)));
        var sourced = (await Installation.Get<ISearchSource>().ListMessagesAsync(stream, 0, 100, Ct)).Single(m => m.Seq == posted.Seq);
        Assert.False(SearchDocuments.IsKept(sourced));
        // A client that did not hear the answer asks once more: no second message, and not the first one's words.
        var again = await Here.PostAsync(stream, ada, message);
        Assert.Equal((posted.Seq, MessageState.Expired, ""), (again.Seq, again.State, again.Text));
    }

    [Fact]
    public async Task Everything_that_it_left_goes_and_its_number_stays()
    {
        const string Marker = "zebrafish-marker";
        var (ada, bo, stream) = await TwoAsync(Minute);
        var file = await UploadAsync(stream, ada, $"{Marker}.txt");
        var posted = await Here.PostAsync(stream, ada, Here.Message($"first {Marker}", mentions: [bo], broadcast: Broadcast.Confirmation) with
        {
            Attachments = [file.ToAttachment($"picture of {Marker}")],
            Confirmation = new ConfirmationRequest(null),
            Groups = [new UserGroupId(5)],
            Keywords = [new KeywordId(6)],
        });
        await Here.EditAsync(stream, posted.Seq, ada, Here.Message($"second {Marker}", mentions: [bo]));
        await Here.ReactAsync(stream, posted.Seq, bo, "👍");
        await Pins.SetAsync(await Here.SeatAsync(stream, bo), posted.Seq, true, Ct);
        await Here.Confirmations.ConfirmAsync(await Here.SeatAsync(stream, bo), posted.Seq, Ct);
        await Here.Confirmations.RemindAsync(await Here.PassAsync(stream, posted.Seq, ada), Here.Audit(ada), Ct);
        await Here.ReplyAsync(stream, posted.Seq, bo, Here.Message($"a reply with {Marker}"));
        MoveTo(posted.ExpiresAt!.Value);

        await SweepAsync();

        Assert.Null(await Here.FindAsync(stream, posted.Seq));
        var row = Assert.Single(await Here.RowsAsync(stream, c => c.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream && m.Seq == posted.Seq)));
        Assert.Equal((MessageState.Expired, posted.Id, ada, posted.ClientKey), (row.State, row.MessageId, row.AuthorId, row.ClientKey));
        var head = Assert.Single(await Here.RowsAsync(stream, c => c.Streams.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream)));
        Assert.Equal((posted.Seq, 0, 0), (head.LastSeq, head.PinCount, head.Reminders));
        Assert.Contains(await Here.OutboxAsync(stream), r => r.Kind == OutboxKind.MessageExpired && r.Seq == posted.Seq);
        Assert.Empty(await Here.Router.For(stream).Database.CommandAsync((connection, _, ct) => MarkerSearch.FindAsync(connection, Marker, ct)));
        Assert.Null(await Files.OpenAsync(new FileKey(stream, file.Id), Ct));
        Assert.Empty(await QueueAsync(stream));
        Assert.DoesNotContain(await ContentCheck.FaultsOfAsync(Installation.Get<StorageLayout>(), Ct), f => f.Contains($"{stream}", StringComparison.Ordinal));
        Assert.Equal((0, 0), await CountsAsync(stream, bo));
        await Here.PostAsync(stream, ada, "after");
        Assert.Equal((1, 0), await CountsAsync(stream, bo));
        Assert.Equal((0, 0), await CountsAsync(stream, ada));
    }

    [Fact]
    public async Task Several_nodes_at_once_and_one_that_died_between_empty_each_message_once()
    {
        await SweepAsync();
        var (ada, bo, stream) = await TwoAsync(Minute);
        for (var i = 0; i < 120; i++)
            await Here.PostAsync(stream, ada, $"message {i}");
        var kept = (await Here.HeadAsync(stream)).LastSeq - 120;
        Installation.Time.Advance(TimeSpan.FromSeconds(Minute));
        // One node has emptied some of what it found, and died.
        await Installation.Get<IExpiryStore>().ExpireAsync(stream, [.. Enumerable.Range((int)kept + 1, 10).Select(i => (long)i)], Ct);

        await using var second = await SecondNodeAsync();
        var counts = await Task.WhenAll(SweepAsync(), second.Stage.Services.GetRequiredService<ExpirySweep>().RunOnceAsync(Ct), SweepAsync());

        Assert.Equal(110, counts.Sum());
        Assert.Equal(0, await SweepAsync());
        Assert.Equal(kept, (await Here.HistoryAsync(stream)).Count);
        var told = (await Here.OutboxAsync(stream)).Where(r => r.Kind == OutboxKind.MessageExpired).Select(r => r.Seq).Order();
        Assert.Equal(Enumerable.Range((int)kept + 1, 120).Select(i => (long)i), told);
        Assert.Equal((0, 0), await CountsAsync(stream, bo));
    }

    [Fact]
    public async Task A_lifetime_holds_for_what_is_posted_from_then_on_and_nothing_prolongs_it()
    {
        var (ada, _, stream) = await TwoAsync();
        var before = await Here.PostAsync(stream, ada, "before");
        await SetAsync(stream, ada, Minute);
        var within = await Here.PostAsync(stream, ada, "within");
        await SetAsync(stream, ada, 2 * Minute);
        var longer = await Here.PostAsync(stream, ada, "longer");
        await SetAsync(stream, ada, 0);
        var after = await Here.PostAsync(stream, ada, "after");
        Installation.Time.Advance(TimeSpan.FromSeconds(30));
        await Here.EditAsync(stream, within.Seq, ada, Here.Message("edited"));
        await Pins.SetAsync(await Here.SeatAsync(stream, ada), within.Seq, true, Ct);
        Assert.Equal([null, null], new[] { before.ExpiresAt, after.ExpiresAt });

        MoveTo(within.ExpiresAt!.Value);
        await SweepAsync();
        Assert.Equal(["before", "longer", "after"], await TextsAsync(stream));
        MoveTo(longer.ExpiresAt!.Value);
        Assert.Equal(["before", "after"], await TextsAsync(stream));
        var head = await Here.HeadAsync(stream);
        Assert.Equal((null, true), (head.LifetimeSeconds, head.HasExpiring));
    }

    [Fact]
    public async Task Replies_have_the_time_of_their_place_and_go_with_their_root_at_the_latest()
    {
        var (ada, bo, stream) = await TwoAsync();
        var lasting = await Here.PostAsync(stream, ada, "lasting");
        await SetAsync(stream, ada, 10 * Minute);
        var root = await Here.PostAsync(stream, ada, "root");
        Installation.Time.Advance(TimeSpan.FromMinutes(4));
        var (late, own) = (await Here.ReplyAsync(stream, root.Seq, bo), await Here.ReplyAsync(stream, lasting.Seq, bo));
        Assert.Equal((root.ExpiresAt, own.PostedAt.AddMinutes(10)), (late.ExpiresAt, own.ExpiresAt));
        await SetAsync(stream, ada, 0);
        Assert.Equal(root.ExpiresAt, (await Here.ReplyAsync(stream, root.Seq, ada)).ExpiresAt);
        Assert.Null((await Here.ReplyAsync(stream, lasting.Seq, ada)).ExpiresAt);

        MoveTo(own.ExpiresAt!.Value);
        await SweepAsync();
        Assert.Empty(await TextsAsync(late.Stream));
        var left = (await Here.FindAsync(stream, lasting.Seq))!.Thread!;
        Assert.Equal(1, left.Replies);
        Assert.Equal([ada], left.Participants);
    }

    [Fact]
    public async Task What_was_taken_back_before_stays_taken_back_and_what_is_archived_goes()
    {
        var (ada, _, stream) = await TwoAsync(Minute);
        var (taken, other) = (await Here.PostAsync(stream, ada, "taken"), await Here.PostAsync(stream, ada, "other"));
        await Here.RecallAsync(stream, ada, taken.Seq);
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Archived = true }, Ct);
        Assert.IsType<Error.Conflict>((await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { LifetimeSeconds = 0 }, Ct)).Error);
        MoveTo(other.ExpiresAt!.Value);
        await SweepAsync();

        Assert.Equal(MessageState.Recalled, (await Here.FindAsync(stream, taken.Seq))!.State);
        Assert.Null(await Here.FindAsync(stream, other.Seq));
        Assert.Empty(await QueueAsync(stream));
    }

    [Fact]
    public async Task Whoever_may_not_is_refused_also_by_the_store()
    {
        var (_, bo, stream) = await TwoAsync();
        Assert.False((await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, bo), new StreamChange { LifetimeSeconds = Minute }, Ct)).IsOk);
        Assert.Null((await Here.HeadAsync(stream)).LifetimeSeconds);
    }

    private async Task<(UserId Ada, UserId Bo, StreamId Stream)> TwoAsync(int lifetime = 0)
    {
        var people = Here.NewPeople(2);
        var stream = await Here.ChannelAsync(people);
        if (lifetime > 0)
            await SetAsync(stream, people[0], lifetime);
        return (people[0], people[1], stream);
    }

    private async Task SetAsync(StreamId stream, UserId by, int seconds)
    {
        var note = stream == default ? null : new SystemNote(SystemNoteKind.LifetimeSet, [], $"{seconds}");
        Assert.True((await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, by), new StreamChange { LifetimeSeconds = seconds, Note = note }, Ct)).IsOk);
    }

    private void MoveTo(DateTimeOffset instant) => Installation.Time.Advance(instant - Installation.Time.GetUtcNow());

    private Task<int> SweepAsync() => Installation.Get<ExpirySweep>().RunOnceAsync(Ct);

    private async Task<string[]> TextsAsync(StreamId stream) => [.. (await Here.HistoryAsync(stream)).Where(m => m.Note is null).Select(m => m.Text)];

    private Task<List<ExpiryRow>> QueueAsync(StreamId stream) => Here.RowsAsync(stream, c => c.Expiries.Where(e => e.Bucket == stream.Bucket && e.StreamId == stream));

    private async Task<(long Unread, long Mentions)> CountsAsync(StreamId stream, UserId user)
    {
        var place = await Here.PlaceAsync(stream, user);
        return (place.Unread, place.Mentions);
    }

    private async Task<FileView> UploadAsync(StreamId stream, UserId by, string name)
    {
        var bytes = SampleFiles.Text("a note");
        var (seat, id) = (await Here.SeatAsync(stream, by), Here.Ids.Next<FileId>());
        Assert.True((await Catalog.BeginAsync(seat, id, name, Ct)).IsOk);
        using var content = new MemoryStream(bytes);
        await Files.PutAsync(new FileKey(stream, id), content, Ct);
        return (await Catalog.CompleteAsync(seat, id, new FileFacts(MediaTypes.Of(bytes, name), bytes.Length, new string('0', 64)), Ct)).Value;
    }
}

public sealed class ExpiryStoreOnSqliteTests(OnSqlite on) : ExpiryStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class ExpiryStoreOnMariaDbTests(OnMariaDb on) : ExpiryStoreContract(on.Installation), IClassFixture<OnMariaDb>;
