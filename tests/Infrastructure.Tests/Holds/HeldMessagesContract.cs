using Collab.Domain.Files;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Files;
using Collab.Infrastructure.Recall;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Holds;

/// <summary>What a hold covers is kept whoever empties it, is out of everybody's sight all the same, and goes with the last hold.</summary>
public abstract class HeldMessagesContract(TestInstallation installation) : HoldStage(installation)
{
    [Fact]
    public async Task What_is_recalled_under_a_hold_is_kept_with_all_that_it_said_and_had()
    {
        var (ada, bo, stream) = await TwoAsync();
        await PlaceAsync(Nothing with { Channels = [stream] });
        var file = await UploadAsync(stream, ada, "zebra-plan.txt");
        var posted = await Here.PostAsync(stream, ada, Here.Message("first", mentions: [bo]) with { Attachments = [file.ToAttachment(null)], Groups = [new UserGroupId(5)] });
        Installation.Time.Advance(TimeSpan.FromSeconds(3));
        await Here.EditAsync(stream, posted.Seq, ada, Here.Message("second", mentions: [bo]));
        var last = await Here.ReactAsync(stream, posted.Seq, bo, "👍");
        Installation.Time.Advance(TimeSpan.FromSeconds(3));

        var taken = (await Here.RecallAsync(stream, ada, posted.Seq)).Value;

        Assert.Empty(taken.Files);
        var held = (await FindAsync(posted))!;
        Assert.Equal((HeldCause.Recalled, Installation.Time.GetUtcNow(), stream), (held.Cause, held.At, held.Place));
        Assert.Equal(
            ("second", last.Html, posted.Id, ada, posted.PostedAt, last.EditedAt, last.Revision),
            (held.Message.Text, held.Message.Html, held.Message.Id, held.Message.Author, held.Message.PostedAt, held.Message.EditedAt, held.Message.Revision));
        Assert.Equal([bo], held.Message.Mentions);
        Assert.Equal("zebra-plan.txt", Assert.Single(held.Message.Attachments).Name);
        Assert.Equal("👍", Assert.Single(held.Message.Reactions).Emoji);
        Assert.Equal("first", Assert.Single(held.Edits).Text);
        Assert.Contains("first", held.WithAllTexts().Text, StringComparison.Ordinal);
        Assert.True(await HasBytesAsync(stream, file.Id));
        var row = Assert.Single(await Here.RowsAsync(stream, c => c.Files.Where(f => f.Bucket == stream.Bucket && f.FileId == file.Id)));
        Assert.Equal((FileState.Held, "zebra-plan.txt"), (row.State, row.Name));
        Assert.DoesNotContain(await ContentCheck.FaultsOfAsync(Installation.Get<StorageLayout>(), Ct), f => f.Contains($"{stream}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_anybody_can_read_differs_from_a_recall_without_a_hold()
    {
        var (ada, bo, covered) = await TwoAsync();
        var free = await Here.ChannelAsync(ada, bo);
        await PlaceAsync(Nothing with { Channels = [covered] });
        var (one, other) = (await RecallOneAsync(covered), await RecallOneAsync(free));

        Assert.Equal(other.Row, one.Row);
        Assert.Equal(other.Outbox, one.Outbox);
        Assert.Equal((other.Head.Version, other.Head.LastSeq, other.Head.LastMessageAt), (one.Head.Version, one.Head.LastSeq, one.Head.LastMessageAt));
        Assert.Equal((0, 0), (one.Files, other.Files));
        Assert.Equal(other.Unread, one.Unread);

        async Task<(string Row, string Outbox, StreamView Head, int Files, long Unread)> RecallOneAsync(StreamId stream)
        {
            var file = await UploadAsync(stream, ada, "plan.txt");
            var posted = await Here.PostAsync(stream, ada, Here.Message("gone") with { Attachments = [file.ToAttachment(null)] });
            await Here.EditAsync(stream, posted.Seq, ada, Here.Message("gone again"));
            await Here.RecallAsync(stream, ada, posted.Seq);
            var row = Assert.Single(await Here.RowsAsync(stream, c => c.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream && m.Seq == posted.Seq)));
            (row.Bucket, row.StreamId, row.MessageId, row.ClientKey) = (default, default, default, "");
            var outbox = (await Here.OutboxAsync(stream)).Select(o => (o.Version, o.Kind, o.Seq, o.ActorId, o.Data));
            var listed = await Installation.Get<IFileCatalog>().FindAsync(await Here.SeatAsync(stream, ada), [file.Id], Ct);
            return (Json.Write(row)!, string.Join('\n', outbox), await Here.HeadAsync(stream), listed.Count, (await Here.PlaceAsync(stream, bo)).Unread);
        }
    }

    [Fact]
    public async Task Whom_a_hold_names_it_covers_as_author_and_in_all_places_in_which_she_is_or_was()
    {
        var (ada, bo, stream) = await TwoAsync();
        var (elsewhere, chat) = (await Here.ChannelAsync(bo), await Here.ChatAsync(ada, bo));
        var left = await Here.ChannelAsync(bo, ada);
        Assert.True((await Here.Seats.RemoveAsync(await Here.SeatAsync(left, bo), ada, null, Ct)).IsOk);
        await PlaceAsync(Nothing with { People = [ada] });

        Assert.NotNull(await RecalledAsync(stream, ada));
        Assert.NotNull(await RecalledAsync(stream, bo));
        Assert.NotNull(await RecalledAsync(chat, bo));
        Assert.NotNull(await RecalledAsync(left, bo));
        Assert.Null(await RecalledAsync(elsewhere, bo));
    }

    [Fact]
    public async Task Dates_bound_it_with_the_first_instant_in_and_the_last_one_out()
    {
        var (ada, _, stream) = await TwoAsync();
        var start = Installation.Time.GetUtcNow().AddSeconds(10);
        await PlaceAsync(Nothing with { Channels = [stream], From = start, Until = start.AddSeconds(10) });

        Assert.Null(await RecalledAsync(stream, ada));
        Installation.Time.Advance(start - Installation.Time.GetUtcNow());
        Assert.NotNull(await RecalledAsync(stream, ada));
        Installation.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await RecalledAsync(stream, ada));
    }

    [Fact]
    public async Task Where_no_hold_covers_it_nothing_is_kept()
    {
        var (ada, _, stream) = await TwoAsync();
        var hold = await PlaceAsync(Nothing with { Channels = [stream] });
        await ReleaseAsync(hold);
        var file = await UploadAsync(stream, ada, "plan.txt");
        var posted = await Here.PostAsync(stream, ada, Here.Message("gone") with { Attachments = [file.ToAttachment(null)] });

        var taken = (await Here.RecallAsync(stream, ada, posted.Seq)).Value;

        Assert.Equal([new FileKey(stream, file.Id)], taken.Files);
        Assert.Null(await FindAsync(posted));
    }

    [Fact]
    public async Task What_disappears_and_what_is_removed_is_kept_as_well_replies_with_their_place()
    {
        var (ada, bo, stream) = await TwoAsync();
        var root = await Here.PostAsync(stream, ada, "root");
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { LifetimeSeconds = 60 }, Ct);
        await PlaceAsync(Nothing with { Channels = [stream] });
        var file = await UploadAsync(stream, bo, "reply.txt");
        var (reply, soon) = (await Here.ReplyAsync(stream, root.Seq, bo, Here.Message("a reply") with { Attachments = [file.ToAttachment(null)] }), await Here.PostAsync(stream, bo, "soon gone"));
        Assert.True((await Here.RecallAsync(stream, ada, root.Seq, reason: "not for here")).IsOk);
        Installation.Time.Advance(TimeSpan.FromSeconds(60));

        await ExpireAsync();

        Assert.Null(await Here.FindAsync(stream, soon.Seq));
        Assert.Equal((HeldCause.Expired, "soon gone"), ((await FindAsync(soon))!.Cause, (await FindAsync(soon))!.Message.Text));
        Assert.Equal((HeldCause.Removed, "root"), ((await FindAsync(root))!.Cause, (await FindAsync(root))!.Message.Text));
        var kept = (await FindAsync(reply))!;
        Assert.Equal((HeldCause.Expired, "a reply", stream), (kept.Cause, kept.Message.Text, kept.Place));
        Assert.True(await HasBytesAsync(stream, file.Id));
        Assert.Equal([stream, reply.Stream], (await Held.ListStreamsAsync(stream.Bucket, new StreamId(0), 500, Ct)).Select(s => s.Id).Where(s => s == stream || s == reply.Stream).Order().Take(2).OrderBy(s => s != stream));
    }

    [Fact]
    public async Task What_two_hold_stays_until_both_are_released_and_then_goes_with_its_bytes()
    {
        var (ada, bo, stream) = await TwoAsync();
        var (first, second) = (await PlaceAsync(Nothing with { Channels = [stream] }), await PlaceAsync(Nothing with { People = [bo] }));
        var file = await UploadAsync(stream, ada, "plan.txt");
        var posted = await Here.PostAsync(stream, ada, Here.Message("gone") with { Attachments = [file.ToAttachment(null)] });
        await Here.RecallAsync(stream, ada, posted.Seq);
        Assert.Equal(0, await SweepAsync());

        await ReleaseAsync(first);
        await SweepAsync();
        Assert.NotNull(await FindAsync(posted));
        Assert.True(await HasBytesAsync(stream, file.Id));

        await ReleaseAsync(second);
        await SweepAsync();
        Assert.Null(await FindAsync(posted));
        Assert.False(await HasBytesAsync(stream, file.Id));
        Assert.Empty(await Holds.ListUnsweptAsync(Ct));
        await Installation.Get<FileSweep>().RunOnceAsync(Ct);
        Assert.Empty(await Here.RowsAsync(stream, c => c.Files.Where(f => f.Bucket == stream.Bucket && f.FileId == file.Id)));
        Assert.Equal(MessageState.Recalled, (await Here.FindAsync(stream, posted.Seq))!.State);
    }

    [Fact]
    public async Task A_hold_that_is_placed_while_the_sweep_looks_wins()
    {
        var (ada, _, stream) = await TwoAsync();
        var hold = await PlaceAsync(Nothing with { Channels = [stream] });
        var posted = await Here.PostAsync(stream, ada, "gone");
        await Here.RecallAsync(stream, ada, posted.Seq);
        await ReleaseAsync(hold);
        var found = await Held.ListUnheldAsync(stream.Bucket, null, 500, Ct);
        Assert.Contains(found.Items, i => i.Message == posted.Id);

        await PlaceAsync(Nothing with { People = [ada] });
        Assert.True((await Held.DropAsync(stream.Bucket, [.. found.Items.Where(i => i.Message == posted.Id).Select(i => i.Key)], Ct)).IsOk);

        Assert.NotNull(await FindAsync(posted));
    }

    [Fact]
    public async Task Figures_count_what_a_hold_covers_as_it_decides_by_person_place_and_date()
    {
        var (ada, bo, stream) = await TwoAsync();
        var alone = await Here.ChannelAsync(bo);
        var everything = await PlaceAsync(Nothing with { Channels = [stream, alone] });
        await RecalledAsync(stream, bo);
        await RecalledAsync(alone, bo);
        Installation.Time.Advance(TimeSpan.FromSeconds(10));
        var from = Installation.Time.GetUtcNow();
        var file = await UploadAsync(stream, bo, "plan.txt");
        var posted = await Here.PostAsync(stream, bo, Here.Message("gone") with { Attachments = [file.ToAttachment(null)] });
        await Here.RecallAsync(stream, bo, posted.Seq);

        Assert.Equal(new HeldFigures(3, file.Facts!.Size, false), await Held.CountAsync(everything, Ct));
        Assert.Equal(new HeldFigures(2, file.Facts.Size, false), await Held.CountAsync(everything with { Scope = Nothing with { People = [ada] } }, Ct));
        Assert.Equal(new HeldFigures(1, file.Facts.Size, false), await Held.CountAsync(everything with { Scope = Nothing with { Channels = [stream], From = from } }, Ct));
        Assert.Equal(new HeldFigures(1, 0, false), await Held.CountAsync(everything with { Scope = Nothing with { Channels = [stream], Until = from } }, Ct));
        Assert.Equal(new HeldFigures(0, 0, false), await Held.CountAsync(everything with { Organization = new OrganizationId(78) }, Ct));
    }

    [Fact]
    public async Task A_file_whose_text_is_read_while_its_message_is_taken_back_keeps_its_bytes()
    {
        var (ada, _, stream) = await TwoAsync();
        await PlaceAsync(Nothing with { Channels = [stream] });
        var file = await UploadAsync(stream, ada, "plan.txt");
        var posted = await Here.PostAsync(stream, ada, Here.Message("gone") with { Attachments = [file.ToAttachment(null)] });
        var attached = file with { Stream = stream, Seq = posted.Seq };
        await Here.RecallAsync(stream, ada, posted.Seq);

        Assert.True(await Installation.Get<IFileReadings>().NoteAsync(attached, true, Ct));

        Assert.True(await HasBytesAsync(stream, file.Id));
    }

    private async Task<HeldMessage?> RecalledAsync(StreamId stream, UserId author)
    {
        var posted = await Here.PostAsync(stream, author, "gone");
        Assert.True((await Here.RecallAsync(stream, author, posted.Seq)).IsOk);
        return await FindAsync(posted);
    }
}

public sealed class HeldMessagesOnSqliteTests(OnSqlite on) : HeldMessagesContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class HeldMessagesOnMariaDbTests(OnMariaDb on) : HeldMessagesContract(on.Installation), IClassFixture<OnMariaDb>;
