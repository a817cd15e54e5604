using Collab.Domain.Files;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Threads;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Files;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Hidden;

public abstract class HiddenMessagesContract(TestInstallation installation) : StoreContract(installation)
{
    private IHiddenMessages Hidden => Installation.Get<IHiddenMessages>();

    private IFileCatalog Catalog => Installation.Get<IFileCatalog>();

    private IPinStore Pins => Installation.Get<IPinStore>();

    private IFollowedThreads Threads => Installation.Get<IFollowedThreads>();

    [Fact]
    public async Task Whoever_hides_a_message_sees_it_nowhere_and_nobody_else_notices()
    {
        var (ada, bo, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada, "plan.txt");
        await Here.PostAsync(stream, ada, "one");
        var two = await Here.PostAsync(stream, ada, Here.Message("two") with { Attachments = [file.ToAttachment(null)] });
        await Here.PostAsync(stream, ada, "three");
        await Pins.SetAsync(await Here.SeatAsync(stream, ada), two.Seq, true, Ct);
        var version = (await Here.HeadAsync(stream)).Version;

        await HideAsync(stream, bo, two.Seq);

        Assert.Equal([1, 3], await SeqsAsync(stream, bo));
        Assert.Null(await Here.Messages.FindAsync(await Here.SeatAsync(stream, bo), two.Seq, Ct));
        Assert.Empty(await Pins.ListAsync(await Here.SeatAsync(stream, bo), Ct));
        Assert.Empty(await Catalog.FindAsync(await Here.SeatAsync(stream, bo), [file.Id], Ct));
        Assert.Empty(await FilesAsync(stream, bo));
        Assert.Equal([1, 2, 3], await SeqsAsync(stream, ada));
        Assert.Equal([two.Seq], (await Pins.ListAsync(await Here.SeatAsync(stream, ada), Ct)).Select(m => m.Seq));
        Assert.Equal([file.Id], await FilesAsync(stream, ada));
        Assert.Equal(version, (await Here.HeadAsync(stream)).Version);

        await RestoreAsync(stream, bo, two.Seq);
        Assert.Equal([1, 2, 3], await SeqsAsync(stream, bo));
        Assert.Equal([two.Seq], (await Pins.ListAsync(await Here.SeatAsync(stream, bo), Ct)).Select(m => m.Seq));
        Assert.Equal([file.Id], await FilesAsync(stream, bo));
    }

    [Fact]
    public async Task Hidden_twice_is_once_what_is_not_there_is_not_found_and_a_tombstone_can_go_too()
    {
        var (ada, bo, stream) = await TwoAsync();
        await Here.PostAsync(stream, ada);
        await Here.PostAsync(stream, ada);
        await Here.RecallAsync(stream, ada, 2);
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Topic = "new", Note = new SystemNote(SystemNoteKind.TopicSet, []) }, Ct);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TryHideAsync(stream, bo, 1)));
        Assert.All(results, r => Assert.True(r.IsOk));
        Assert.True((await TryHideAsync(stream, bo, 1, 2, 99)).IsOk);
        Assert.IsType<Error.NotFound>((await TryHideAsync(stream, bo, 3)).Error);
        Assert.IsType<Error.NotFound>((await TryHideAsync(stream, bo, 99)).Error);
        Assert.Equal([3], await SeqsAsync(stream, bo));
        Assert.Equal([1, 2], await Hidden.ListSeqsAsync(await Here.SeatAsync(stream, bo), 1, 3, 10, Ct));
        Assert.Equal([2], await Hidden.ListSeqsAsync(await Here.SeatAsync(stream, bo), 2, 2, 10, Ct));
        Assert.Equal([1], await Hidden.ListSeqsAsync(await Here.SeatAsync(stream, bo), 1, 3, 1, Ct));
        Assert.Empty(await Hidden.ListSeqsAsync(await Here.SeatAsync(stream, ada), 1, 3, 10, Ct));
        await RestoreAsync(stream, bo, 1, 2, 55);
        await RestoreAsync(stream, bo, 1);
        Assert.Equal([1, 2, 3], await SeqsAsync(stream, bo));
    }

    [Theory]
    [InlineData(RangeSide.Before, 7, new long[] { 1, 2 }, false, true, 6)]
    [InlineData(RangeSide.Before, long.MaxValue, new long[] { 2, 7, 8 }, true, false, 9)]
    [InlineData(RangeSide.After, 2, new long[] { 7, 8 }, true, false, 9)]
    [InlineData(RangeSide.After, 0, new long[] { 1, 2, 7 }, false, true, 7)]
    [InlineData(RangeSide.Around, 4, new long[] { 1, 2, 7 }, false, true, 7)]
    [InlineData(RangeSide.Around, 9, new long[] { 7, 8 }, true, false, 9)]
    public async Task A_page_is_full_of_what_one_sees_and_says_up_to_where_nothing_is_missing(RangeSide side, long anchor, long[] seen, bool hasOlder, bool hasNewer, long through)
    {
        var (ada, bo, stream) = await TwoAsync();
        for (var i = 0; i < 9; i++)
            await Here.PostAsync(stream, ada);
        await HideAsync(stream, bo, 3, 4, 5, 6, 9);

        var page = await Here.Messages.ListAsync(await Here.SeatAsync(stream, bo), new MessageRange(anchor, side, 3), Ct);

        Assert.Equal(seen, page.Items.Select(m => m.Seq));
        Assert.Equal((hasOlder, hasNewer, through), (page.HasOlder, page.HasNewer, page.Through));
    }

    [Fact]
    public async Task Unread_and_calls_leave_out_what_is_hidden_and_count_a_recalled_one_once()
    {
        var (ada, bo, stream) = await TwoAsync();
        await Here.PostAsync(stream, ada, Here.Message("hi", mentions: [bo]));
        await Here.PostAsync(stream, ada, Here.Message("all", broadcast: Broadcast.Channel));
        await Here.PostAsync(stream, ada);
        await Here.PostAsync(stream, bo);
        await Here.ReadUpToAsync(stream, bo, 0, MarkerMove.Back);
        Assert.Equal((3, 2), await CountsAsync(stream, bo));

        await HideAsync(stream, bo, 1, 4);
        Assert.Equal((2, 1), await CountsAsync(stream, bo));
        await HideAsync(stream, bo, 2);
        Assert.Equal((1, 0), await CountsAsync(stream, bo));
        await Here.RecallAsync(stream, ada, 1);
        Assert.Equal((1, 0), await CountsAsync(stream, bo));
        await RestoreAsync(stream, bo, 1, 2);
        Assert.Equal((2, 1), await CountsAsync(stream, bo));
        Assert.Equal((2, 1), (await Here.ReadUpToAsync(stream, bo, 0)) is var state ? (state.Unread, state.Mentions) : default);
    }

    [Fact]
    public async Task No_more_than_the_limit_are_hidden_in_one_stream_and_a_page_passes_over_all_of_them()
    {
        var (ada, bo, stream) = await TwoAsync();
        await Here.PostAsync(stream, ada);
        await Here.PostAsync(stream, ada);
        var seat = await Here.SeatAsync(stream, bo);
        await FillAsync(stream, bo, HiddenMessage.MaxPerStream - 1);

        Assert.Equal("hidden.full", (await TryHideAsync(stream, bo, 1, 2)).Error!.Code);
        Assert.Equal([1, 2], await SeqsAsync(stream, bo));
        Assert.True((await TryHideAsync(stream, bo, 1)).IsOk);
        Assert.True((await TryHideAsync(stream, bo, 1)).IsOk);
        Assert.Equal("hidden.full", (await TryHideAsync(stream, bo, 2)).Error!.Code);
        Assert.True((await TryHideAsync(stream, ada, 2)).IsOk);
        Assert.Equal([2], await SeqsAsync(stream, bo));
        Assert.Equal(HiddenMessage.MaxPerStream, (await Hidden.ReadAsync(bo, Ct)).Messages.Count);
        Assert.Equal(1_000, (await Hidden.ListSeqsAsync(seat, 1, long.MaxValue, 1_000, Ct)).Count);
    }

    [Fact]
    public async Task All_that_one_has_hidden_since_a_day_is_listed_by_pages_wherever_it_is()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        var expected = new List<HiddenMessage>();
        for (var i = 0; i < 7; i++)
        {
            var stream = await Here.ChannelAsync(ada, bo);
            var posted = await Here.PostAsync(stream, ada);
            Installation.Time.Advance(TimeSpan.FromMinutes(1));
            await HideAsync(stream, bo, posted.Seq);
            expected.Insert(0, new HiddenMessage(stream, posted.Seq, posted.Id, Installation.Time.GetUtcNow()));
        }

        var (all, cursor) = (new List<HiddenMessage>(), (Cursor?)null);
        do
        {
            var page = await Hidden.ListAsync(bo, expected[^2].At, cursor, 3, Ct);
            Assert.InRange(page.Items.Count, 1, 3);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(expected[..^1], all);
        Assert.Equal(expected.Select(h => h.Message), (await Hidden.ReadAsync(bo, Ct)).Messages.OrderDescending());
        Assert.Empty((await Hidden.ListAsync(ada, default, null, 3, Ct)).Items);
        foreach (var key in new[] { "", ".", "x.1", "1.x", "1.2.3", "-5.1", "999999999999999999.1" })
            Assert.Equal(3, (await Hidden.ListAsync(bo, default, new Cursor(ListHidden.List, key), 3, Ct)).Items.Count);
    }

    [Fact]
    public async Task A_history_that_is_cleared_is_gone_for_its_reader_with_its_threads_and_what_comes_later_is_shown()
    {
        var (ada, bo, stream) = await TwoAsync();
        var (before, after) = (await UploadAsync(stream, ada, "before.txt"), await UploadAsync(stream, ada, "after.txt"));
        await Here.PostAsync(stream, ada, Here.Message("old") with { Attachments = [before.ToAttachment(null)] });
        var (inOld, filed) = (await Here.ReplyAsync(stream, 1, bo), await UploadAsync(stream, ada, "reply.txt"));
        await Here.ReplyAsync(stream, 1, ada, Here.Message("an old reply") with { Attachments = [filed.ToAttachment(null)] });
        await Here.PostAsync(stream, ada, "older");
        await Here.ReplyAsync(stream, 2, bo);
        await Here.ReadUpToAsync(stream, bo, 2);

        var change = await ClearAsync(stream, bo, 2);
        Installation.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((ClearedHistory.None, 2), (change.Before, change.Now.Seq));
        Assert.Empty(await SeqsAsync(stream, bo));
        Assert.Empty(await SeqsAsync(inOld.Stream, bo));
        Assert.Empty(await FilesAsync(stream, bo));
        Assert.Empty((await Threads.ReadAsync(bo, Ct)).Followed);
        Assert.Equal([1, 2], await SeqsAsync(stream, ada));
        Assert.Equal(2, (await FilesAsync(stream, ada)).Count);
        var empty = await Here.Messages.ListAsync(await Here.SeatAsync(stream, bo), MessageRange.Newest(5), Ct);
        Assert.Equal((false, false, 2), (empty.HasOlder, empty.HasNewer, empty.Through));

        await Here.PostAsync(stream, ada, Here.Message("new") with { Attachments = [after.ToAttachment(null)] });
        var reply = await Here.ReplyAsync(stream, 1, ada);
        Assert.Equal([3], await SeqsAsync(stream, bo));
        Assert.Equal([reply.Seq], await SeqsAsync(inOld.Stream, bo));
        Assert.Equal([after.Id], await FilesAsync(stream, bo));
        Assert.Equal([inOld.Stream], (await Threads.ReadAsync(bo, Ct)).Followed);
        var followed = Assert.Single((await Threads.ListAsync(bo, new ThreadQuery(StageStandings.Workspace, false, null, 5), Ct)).Items);
        Assert.Equal((MessageState.Hidden, "", inOld.Stream), (followed.Root.State, followed.Root.Text, followed.Root.Thread?.Stream));
        Assert.False((await Here.Messages.ListAsync(await Here.SeatAsync(stream, bo), MessageRange.After(2, 5), Ct)).HasOlder);

        await UnclearAsync(stream, bo, ClearedHistory.None);
        Assert.Equal([1, 2, 3], await SeqsAsync(stream, bo));
        Assert.Equal([1, 2, 3], await SeqsAsync(inOld.Stream, bo));
        Assert.Equal(3, (await FilesAsync(stream, bo)).Count);
    }

    [Fact]
    public async Task A_marker_goes_no_further_back_than_what_was_cleared()
    {
        var (ada, bo, stream) = await TwoAsync();
        for (var i = 0; i < 5; i++)
            await Here.PostAsync(stream, ada, Here.Message(mentions: [bo]));
        await Here.ReadUpToAsync(stream, bo, 5);
        await ClearAsync(stream, bo, 3);

        var state = await Here.ReadUpToAsync(stream, bo, 0, MarkerMove.Back);

        Assert.Equal((3, 2, 2), (state.LastReadSeq, state.Unread, state.Mentions));
        Assert.Equal((2, 2), await CountsAsync(stream, bo));
    }

    [Fact]
    public async Task What_was_marked_unread_while_it_was_being_cleared_is_read_with_it()
    {
        var (ada, bo, stream) = await TwoAsync();
        for (var i = 0; i < 4; i++)
            await Here.PostAsync(stream, i == 3 ? bo : ada, Here.Message(mentions: [bo]));
        await Here.PostAsync(stream, ada, Here.Message(mentions: [bo]));
        await Here.ReadUpToAsync(stream, bo, 1, MarkerMove.Back);

        await ClearAsync(stream, bo, 3);

        Assert.Equal((1, 1), await CountsAsync(stream, bo));
        Assert.Equal(3, (await Here.PlaceAsync(stream, bo)).LastReadSeq);
    }

    [Fact]
    public async Task Clearing_goes_on_and_back_to_where_it_was_and_never_clears_by_going_back()
    {
        var (ada, bo, stream) = await TwoAsync();
        for (var i = 0; i < 5; i++)
            await Here.PostAsync(stream, ada);
        var first = (await ClearAsync(stream, bo, 2)).Now;
        Installation.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first, (await ClearAsync(stream, bo, 1)).Now);
        var second = await ClearAsync(stream, bo, 4);
        Assert.Equal((first, 4), (second.Before, second.Now.Seq));
        Assert.Equal([5], await SeqsAsync(stream, bo));
        Assert.Equal(first, (await UnclearAsync(stream, bo, second.Before)).Now);
        Assert.Equal([3, 4, 5], await SeqsAsync(stream, bo));
        Assert.Equal(first, (await UnclearAsync(stream, bo, second.Now)).Now);
        Assert.Equal(first, (await UnclearAsync(stream, bo, new ClearedHistory(1, Installation.Time.GetUtcNow()))).Now);
        Assert.Equal(first, (await Hidden.ReadAsync(bo, Ct)).Cleared[stream]);
        await UnclearAsync(stream, bo, ClearedHistory.None);
        Assert.Empty((await Hidden.ReadAsync(bo, Ct)).Cleared);
        Assert.IsType<Error.NotFound>((await Hidden.ClearAsync(await Here.SeatAsync(stream, Here.NewPerson()), 3, Ct)).Error);
    }

    private async Task<(UserId Ada, UserId Bo, StreamId Stream)> TwoAsync()
    {
        var (ada, bo) = (Here.NewPerson(), Here.NewPerson());
        return (ada, bo, await Here.ChannelAsync(ada, bo));
    }

    private async Task<Result<Done>> TryHideAsync(StreamId stream, UserId who, params long[] seqs) => await Hidden.HideAsync(await Here.SeatAsync(stream, who), seqs, Ct);

    private async Task HideAsync(StreamId stream, UserId who, params long[] seqs) => Assert.True((await TryHideAsync(stream, who, seqs)).IsOk);

    private async Task RestoreAsync(StreamId stream, UserId who, params long[] seqs) =>
        Assert.True((await Hidden.RestoreAsync(await Here.SeatAsync(stream, who), seqs, Ct)).IsOk);

    private async Task<HistoryChange> ClearAsync(StreamId stream, UserId who, long upTo) => (await Hidden.ClearAsync(await Here.SeatAsync(stream, who), upTo, Ct)).Value;

    private async Task<HistoryChange> UnclearAsync(StreamId stream, UserId who, ClearedHistory wanted) => (await Hidden.UnclearAsync(await Here.SeatAsync(stream, who), wanted, Ct)).Value;

    private async Task<List<long>> SeqsAsync(StreamId stream, UserId who) =>
        [.. (await Here.Messages.ListAsync(await Here.SeatAsync(stream, who), MessageRange.Newest(50), Ct)).Items.Select(m => m.Seq)];

    private async Task<List<FileId>> FilesAsync(StreamId stream, UserId who) =>
        [.. (await Catalog.ListAsync(await Here.SeatAsync(stream, who), new FileQuery(null, null, 50), Ct)).Items.Select(f => f.Id)];

    private async Task<(long, long)> CountsAsync(StreamId stream, UserId who)
    {
        var place = await Here.PlaceAsync(stream, who);
        Assert.Equal(place, (await Here.Seats.ListPlacesAsync(who, Ct)).Items.Single(p => p.Id == stream) with { Head = place.Head });
        return (place.Unread, place.Mentions);
    }

    private Task FillAsync(StreamId stream, UserId who, int count) =>
        Here.Router.For(stream).Database.WriteAsync<Done>(
            async context =>
            {
                context.HiddenMessages.AddRange(Enumerable.Range(0, count).Select(i => new HiddenMessageRow
                {
                    Bucket = stream.Bucket,
                    StreamId = stream,
                    UserId = who,
                    Seq = 1_000 + i,
                    MessageId = new MessageId(1_000 + i),
                    HiddenAt = Installation.Time.GetUtcNow(),
                }));
                await context.SaveChangesAsync(Ct);
                return Done.Value;
            },
            Ct);

    private async Task<FileView> UploadAsync(StreamId stream, UserId by, string name)
    {
        var bytes = SampleFiles.Text("a note");
        var (seat, id) = (await Here.SeatAsync(stream, by), Here.Ids.Next<FileId>());
        Assert.True((await Catalog.BeginAsync(seat, id, name, Ct)).IsOk);
        return (await Catalog.CompleteAsync(seat, id, new FileFacts(MediaTypes.Of(bytes, name), bytes.Length, new string('0', 64)), Ct)).Value;
    }
}

public sealed class HiddenMessagesOnSqliteTests(OnSqlite on) : HiddenMessagesContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class HiddenMessagesOnMariaDbTests(OnMariaDb on) : HiddenMessagesContract(on.Installation), IClassFixture<OnMariaDb>;
