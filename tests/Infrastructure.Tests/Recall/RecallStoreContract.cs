using Collab.Domain.Audit;
using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Backup;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Storage;
using Collab.Infrastructure.Tests.Streams;
using Collab.Support.Files;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Collab.Infrastructure.Tests.Recall;

public abstract class RecallStoreContract(TestInstallation installation) : StoreContract(installation)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    private IFileCatalog Catalog => Installation.Get<IFileCatalog>();

    private IFileStore Files => Installation.Get<IFileStore>();

    [Fact]
    public async Task Everything_that_a_message_left_goes_and_its_number_stays()
    {
        const string Marker = "zebrafish-marker";
        var (ada, bo, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada, $"{Marker}.txt");
        var posted = await Here.PostAsync(stream, ada, Here.Message($"first {Marker}", mentions: [bo], broadcast: Broadcast.Confirmation) with
        {
            Attachments = [file.ToAttachment($"picture of {Marker}")],
            Confirmation = new ConfirmationRequest(null),
            Groups = [new UserGroupId(5)],
            Keywords = [new KeywordId(6)],
        });
        await Here.EditAsync(stream, posted.Seq, ada, Here.Message($"second {Marker}", mentions: [bo]));
        await Here.EditAsync(stream, posted.Seq, ada, Here.Message($"third {Marker}", broadcast: Broadcast.Channel));
        await Here.ReactAsync(stream, posted.Seq, bo, "👍");
        await Installation.Get<IPinStore>().SetAsync(await Here.SeatAsync(stream, bo), posted.Seq, true, Ct);
        await Here.Confirmations.ConfirmAsync(await Here.SeatAsync(stream, bo), posted.Seq, Ct);
        await Here.Confirmations.RemindAsync(await Here.PassAsync(stream, posted.Seq, ada), Here.Audit(ada), Ct);
        var reply = await Here.ReplyAsync(stream, posted.Seq, bo);

        var taken = (await Here.RecallAsync(stream, ada, posted.Seq, Day)).Value;

        var left = (await Here.FindAsync(stream, posted.Seq))!;
        MessageAssert.Same(taken.Message, left);
        Assert.Equal((MessageState.Recalled, posted.Id, ada, posted.ClientKey), (left.State, left.Id, left.Author, left.ClientKey));
        Assert.Equal(new RecallView(ada, Installation.Time.GetUtcNow()), left.Recall);
        Assert.Equal(reply.Stream, left.Thread!.Stream);
        Assert.Equal([new FileKey(stream, file.Id)], taken.Files);
        Assert.Empty(await Catalog.FindAsync(await Here.SeatAsync(stream, ada), [file.Id], Ct));
        var head = Assert.Single(await Here.RowsAsync(stream, c => c.Streams.Where(s => s.Bucket == stream.Bucket && s.StreamId == stream)));
        Assert.Equal((0, 0), (head.PinCount, head.Reminders));
        Assert.Equal(OutboxKind.MessageRecalled, (await Here.OutboxAsync(stream))[^1].Kind);
        Assert.Empty(await TablesWithAsync(stream, Marker));
        foreach (var table in await LeftoversAsync(stream, posted.Seq))
            Assert.Fail($"A row of message {posted.Seq} is left in {table}.");
        Assert.Equal((0, 0), await CountsAsync(stream, bo));
        await Here.PostAsync(stream, ada, "after");
        Assert.Equal((1, 0), await CountsAsync(stream, bo));
        Assert.Equal((0, 0), await CountsAsync(stream, ada));
    }

    [Fact]
    public async Task What_was_there_before_the_sweep_is_found_by_it()
    {
        var (ada, _, stream) = await TwoAsync();
        await Here.PostAsync(stream, ada, "a walrus-marker here");
        Assert.Equal(["message.html", "message.text"], await TablesWithAsync(stream, "walrus-marker"));
    }

    [Fact]
    public async Task The_check_of_what_is_stored_finds_what_a_recall_would_have_left()
    {
        var (ada, _, stream) = await TwoAsync();
        var posted = await Here.PostAsync(stream, ada, "some words");
        await Here.RecallAsync(stream, ada, posted.Seq, Day);
        Assert.DoesNotContain(await FaultsAsync(), f => f.Contains($"{stream}", StringComparison.Ordinal));

        await Here.Router.For(stream).Database.WriteAsync<Done>(
            async context =>
            {
                await context.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream).ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, "left behind"), Ct);
                return Done.Value;
            },
            Ct);
        Assert.Contains(await FaultsAsync(), f => f.Contains($"{stream}", StringComparison.Ordinal));
        await Here.Router.For(stream).Database.WriteAsync<Done>(
            async context =>
            {
                await context.Messages.Where(m => m.Bucket == stream.Bucket && m.StreamId == stream).ExecuteUpdateAsync(set => set.SetProperty(m => m.Text, ""), Ct);
                return Done.Value;
            },
            Ct);

        async Task<IEnumerable<string>> FaultsAsync() =>
            (await ContentCheck.FaultsOfAsync(Installation.Get<StorageLayout>(), Ct)).Where(f => f.Contains("recalled messages of which something is left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_window_is_the_servers_and_its_last_instant_is_in_it()
    {
        var (ada, _, stream) = await TwoAsync();
        var (first, second) = (await Here.PostAsync(stream, ada), await Here.PostAsync(stream, ada));

        Installation.Time.Advance(Day);
        Assert.True((await Here.RecallAsync(stream, ada, first.Seq, Day)).IsOk);
        Installation.Time.Advance(TimeSpan.FromSeconds(1));
        var version = (await Here.HeadAsync(stream)).Version;

        Assert.Equal("recall.too_late", (await Here.RecallAsync(stream, ada, second.Seq, Day)).Error!.Code);
        Assert.Equal("recall.off", (await Here.RecallAsync(stream, ada, second.Seq, TimeSpan.Zero)).Error!.Code);
        Assert.Equal(version, (await Here.HeadAsync(stream)).Version);
        Assert.True((await Here.RecallAsync(stream, ada, second.Seq, TimeSpan.FromDays(2))).IsOk);
    }

    [Fact]
    public async Task Taking_back_twice_is_once_and_leaves_one_audit_entry_without_the_text()
    {
        var (ada, bo, stream) = await TwoAsync();
        var posted = await Here.PostAsync(stream, ada, "secret words");
        var before = (await Here.HandoffsAsync(stream)).Count;

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Here.RecallAsync(stream, ada, posted.Seq, Day)));
        Assert.All(results, r => MessageAssert.Same(results[0].Value.Message, r.Value.Message));
        await Here.RecallAsync(stream, bo, posted.Seq, null, "a manager's reason");

        Assert.Null((await Here.FindAsync(stream, posted.Seq))!.Recall!.Reason);
        var entries = (await Here.HandoffsAsync(stream)).Skip(before).ToList();
        Assert.DoesNotContain("secret", Assert.Single(entries).Data, StringComparison.Ordinal);
        Assert.Equal(posted.Revision + 1, (await Here.HeadAsync(stream)).Version);
    }

    [Fact]
    public async Task A_removal_says_who_and_why_and_needs_no_window()
    {
        var (ada, bo, stream) = await TwoAsync();
        var posted = await Here.PostAsync(stream, bo);
        Installation.Time.Advance(TimeSpan.FromDays(400));
        var removed = (await Here.RecallAsync(stream, ada, posted.Seq, null, new string('"', RecallView.MaxReason))).Value.Message;
        Assert.Equal(new RecallView(ada, Installation.Time.GetUtcNow(), new string('"', RecallView.MaxReason)), removed.Recall);
        MessageAssert.Same(removed, await Here.FindAsync(stream, posted.Seq));
        Assert.True(removed.Recall!.IsRemoval);
    }

    [Fact]
    public async Task Of_an_edit_and_a_recall_at_once_no_text_is_left()
    {
        var (ada, _, stream) = await TwoAsync();
        for (var round = 0; round < 10; round++)
        {
            var posted = await Here.PostAsync(stream, ada, "before");
            var seat = await Here.SeatAsync(stream, ada);
            var edit = Here.Messages.EditAsync(seat, posted.Seq, Here.Message("an octopus edit"), Ct);
            var recall = Here.RecallAsync(stream, ada, posted.Seq, Day);
            await Task.WhenAll(edit, recall);

            Assert.True((await recall).IsOk);
            var left = (await Here.FindAsync(stream, posted.Seq))!;
            Assert.Equal((MessageState.Recalled, "", ""), (left.State, left.Text, left.Html));
            Assert.Empty(await Here.Messages.ListEditsAsync(seat, posted.Seq, Ct));
        }
    }

    [Fact]
    public async Task A_recalled_message_takes_no_edit_reaction_pin_confirmation_or_reply_and_no_second_post_brings_it_back()
    {
        var (ada, bo, stream) = await TwoAsync();
        var message = Here.Message("gone soon", "key-1");
        var posted = await Here.PostAsync(stream, ada, message);
        await Here.RecallAsync(stream, ada, posted.Seq, Day);
        var seat = await Here.SeatAsync(stream, ada);

        Assert.IsType<Error.NotFound>((await Here.Messages.EditAsync(seat, posted.Seq, Here.Message("again"), Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Reactions.SetAsync(await Here.SeatAsync(stream, bo), posted.Seq, "👍", true, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Installation.Get<IPinStore>().SetAsync(seat, posted.Seq, true, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Confirmations.ConfirmAsync(await Here.SeatAsync(stream, bo), posted.Seq, Ct)).Error);
        Assert.IsType<Error.NotFound>((await Here.Messages.ReplyAsync(seat, posted.Seq, Here.Message(), Ct)).Error);
        MessageAssert.Same(await Here.FindAsync(stream, posted.Seq), await Here.PostAsync(stream, ada, message));
        Assert.Equal(posted.Seq, (await Here.HeadAsync(stream)).LastSeq);
    }

    [Fact]
    public async Task A_recalled_reply_leaves_the_line_under_its_root()
    {
        var people = Here.NewPeople(3);
        var (ada, bo, cy) = (people[0], people[1], people[2]);
        var stream = await Here.ChannelAsync(people);
        await Here.PostAsync(stream, ada);
        var first = await Here.ReplyAsync(stream, 1, bo);
        var thread = first.Stream;
        Installation.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await Here.ReplyAsync(stream, 1, cy);

        await Here.RecallAsync(thread, cy, second.Seq, Day);
        var root = (await Here.FindAsync(stream, 1))!;
        Assert.Equal((1, first.PostedAt), (root.Thread!.Replies, root.Thread.LastReplyAt));
        Assert.Equal([bo], root.Thread.Participants);
        Assert.Equal(OutboxKind.ThreadReplied, (await Here.OutboxAsync(stream))[^1].Kind);
        Assert.Equal(root.Revision, (await Here.HeadAsync(stream)).Version);

        await Here.RecallAsync(thread, bo, first.Seq, Day);
        var empty = (await Here.FindAsync(stream, 1))!.Thread!;
        Assert.Equal((0, thread, 0), (empty.Replies, empty.Stream, empty.Participants.Count));
        Assert.Equal(0, (await Here.PlaceAsync(thread, ada)).Unread);
        // The thread is the same for who replies next.
        Assert.Equal(thread, (await Here.ReplyAsync(stream, 1, bo)).Stream);
        Assert.Equal(1, (await Here.FindAsync(stream, 1))!.Thread!.Replies);
    }

    [Fact]
    public async Task A_recalled_root_keeps_its_thread_and_the_files_of_the_replies()
    {
        var (ada, bo, stream) = await TwoAsync();
        await Here.PostAsync(stream, ada);
        var file = await UploadAsync(stream, bo, "kept.txt");
        var reply = await Here.ReplyAsync(stream, 1, bo, Here.Message() with { Attachments = [file.ToAttachment(null)] });

        await Here.RecallAsync(stream, ada, 1, Day);
        Assert.Single(await Catalog.FindAsync(await Here.SeatAsync(stream, ada), [file.Id], Ct));
        await Here.RecallAsync(reply.Stream, bo, reply.Seq, Day);
        Assert.Empty(await Catalog.FindAsync(await Here.SeatAsync(stream, ada), [file.Id], Ct));
    }

    [Fact]
    public async Task Also_in_an_archived_place_what_was_said_can_be_taken_back()
    {
        var (ada, bo, stream) = await TwoAsync();
        var posted = await Here.PostAsync(stream, bo);
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Archived = true }, Ct);
        Assert.True((await Here.RecallAsync(stream, bo, posted.Seq, Day)).IsOk);
    }

    [Fact]
    public async Task The_bytes_of_its_files_are_deleted_at_once_or_by_the_sweep()
    {
        var (ada, _, stream) = await TwoAsync();
        var (one, two) = (await UploadAsync(stream, ada, "one.txt"), await UploadAsync(stream, ada, "two.txt"));
        var posted = await Here.PostAsync(stream, ada, Here.Message() with { Attachments = [one.ToAttachment(null), two.ToAttachment(null)] });
        var taken = (await Here.RecallAsync(stream, ada, posted.Seq, Day)).Value;

        await new RecalledFiles(Files).DeleteAsync([taken.Files[0]]);
        Assert.Null(await Files.OpenAsync(new FileKey(stream, one.Id), Ct));

        // A reader of documents was at it and died before it could ask whether the file is there still.
        using (var late = new MemoryStream(SampleFiles.Text("what it says")))
            await Files.PutAsync(new FileKey(stream, one.Id, FilePart.Text), late, Ct);
        await Installation.Get<Collab.Infrastructure.Files.FileSweep>().RunOnceAsync(Ct);
        Assert.Null(await Files.OpenAsync(new FileKey(stream, one.Id, FilePart.Text), Ct));
        Assert.Null(await Files.OpenAsync(new FileKey(stream, two.Id), Ct));
        Assert.Empty(await Here.RowsAsync(stream, c => c.Files.Where(f => f.Bucket == stream.Bucket && f.StreamId == stream)));
    }

    [Fact]
    public async Task What_is_read_of_a_document_while_its_message_is_taken_back_does_not_stay()
    {
        var (ada, _, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada, "plan.txt");
        var posted = await Here.PostAsync(stream, ada, Here.Message() with { Attachments = [file.ToAttachment(null)] });
        var texts = new RecalledMeanwhile(async () => await new RecalledFiles(Files).DeleteAsync((await Here.RecallAsync(stream, ada, posted.Seq, Day)).Value.Files));

        await new FileReader(Installation.Get<IFileReadings>(), Files, texts)
            .HandleAsync(new Collab.Domain.Shared.Events.StreamEvents(await Here.HeadAsync(stream), [], IsComplete: false), Ct);

        Assert.True(texts.WasAsked);
        Assert.Null(await Files.OpenAsync(new FileKey(stream, file.Id, FilePart.Text), Ct));
    }

    [Fact]
    public async Task What_does_not_exist_or_is_no_message_of_a_person_is_not_found()
    {
        var (ada, bo, stream) = await TwoAsync();
        await Here.Streams.ChangeAsync(await Here.SeatAsync(stream, ada), new StreamChange { Topic = "new", Note = new SystemNote(SystemNoteKind.TopicSet, []) }, Ct);
        var note = (await Here.HeadAsync(stream)).LastSeq;
        Assert.IsType<Error.NotFound>((await Here.RecallAsync(stream, ada, note, null)).Error);
        Assert.IsType<Error.NotFound>((await Here.RecallAsync(stream, ada, 99, null)).Error);
        Assert.IsType<Error.NotFound>((await Here.RecallAsync(stream, ada, 0, null)).Error);
        Assert.IsType<Error.NotFound>((await Here.RecallAsync(stream, ada, -1, null)).Error);
        Assert.Equal(0, (await Here.PlaceAsync(stream, bo)).Unread);
    }

    private Task<IReadOnlyList<string>> TablesWithAsync(StreamId stream, string marker) =>
        Here.Router.For(stream).Database.CommandAsync((connection, _, ct) => MarkerSearch.FindAsync(connection, marker, ct));

    private async Task<(long Unread, long Mentions)> CountsAsync(StreamId stream, UserId user)
    {
        var place = await Here.PlaceAsync(stream, user);
        return (place.Unread, place.Mentions);
    }

    private async Task<IReadOnlyList<string>> LeftoversAsync(StreamId stream, long seq)
    {
        var left = new List<string>();
        await CountAsync("message_edit", c => c.MessageEdits.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream && r.Seq == seq));
        await CountAsync("reaction", c => c.Reactions.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream && r.Seq == seq));
        await CountAsync("mention", c => c.Mentions.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream && r.Seq == seq));
        await CountAsync("subject_call", c => c.SubjectCalls.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream && r.Seq == seq));
        await CountAsync("broadcast", c => c.Broadcasts.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream && r.Seq == seq));
        await CountAsync("confirmation", c => c.Confirmations.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream && r.Seq == seq));
        await CountAsync("reminder", c => c.Reminders.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream && r.Seq == seq));
        await CountAsync("pin", c => c.Pins.Where(r => r.Bucket == stream.Bucket && r.StreamId == stream && r.Seq == seq));
        return left;

        async Task CountAsync<T>(string table, Func<ShardContext, IQueryable<T>> rows)
        {
            if ((await Here.RowsAsync(stream, rows)).Count > 0)
                left.Add(table);
        }
    }

    private async Task<(UserId Ada, UserId Bo, StreamId Stream)> TwoAsync()
    {
        var people = Here.NewPeople(2);
        return (people[0], people[1], await Here.ChannelAsync(people));
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

    private sealed class RecalledMeanwhile(Func<Task> recall) : IFileTexts
    {
        public bool WasAsked { get; private set; }

        public async Task<string?> ReadAsync(string mediaType, Stream content, CancellationToken ct)
        {
            WasAsked = true;
            await recall();
            return "what it says";
        }
    }
}

public sealed class RecallStoreOnSqliteTests(OnSqlite on) : RecallStoreContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class RecallStoreOnMariaDbTests(OnMariaDb on) : RecallStoreContract(on.Installation), IClassFixture<OnMariaDb>;
