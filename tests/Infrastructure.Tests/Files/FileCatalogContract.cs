using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Infrastructure.Files;
using Collab.Infrastructure.Storage.Rows;
using Collab.Infrastructure.Tests.Consumers;
using Collab.Infrastructure.Tests.Messages;
using Collab.Infrastructure.Tests.Storage;
using Collab.Support.Files;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Files;

public abstract class FileCatalogContract(TestInstallation installation) : ConsumerSuite(installation)
{
    private IFileCatalog Catalog => Installation.Get<IFileCatalog>();

    private IFileStore Store => Installation.Get<IFileStore>();

    [Fact]
    public async Task A_file_is_its_senders_alone_until_a_message_has_it()
    {
        var (ada, bo, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada, "plan.txt", SampleFiles.Text("a plan"));

        Assert.Equal(file.Id, Assert.Single(await FindAsync(stream, ada, file.Id)).Id);
        Assert.Empty(await FindAsync(stream, bo, file.Id));
        Assert.Empty((await ListAsync(stream, ada)).Items);

        var message = await Here.PostAsync(stream, ada, With(file));

        var found = Assert.Single(await FindAsync(stream, bo, file.Id));
        Assert.Equal((FileState.Attached, stream, message.Seq), (found.State, found.Stream, found.Seq));
        Assert.Equal(file.Id, Assert.Single((await ListAsync(stream, bo)).Items).Id);
        Assert.Equal(file.ToAttachment(null), Assert.Single(message.Attachments));
        MessageAssert.Same(message, await Here.FindAsync(stream, message.Seq));
    }

    [Fact]
    public async Task What_has_not_arrived_is_not_there()
    {
        var (ada, _, stream) = await TwoAsync();
        var (seat, id) = (await Here.SeatAsync(stream, ada), Here.Ids.Next<FileId>());
        Assert.True((await Catalog.BeginAsync(seat, id, "half.txt", Ct)).IsOk);
        Assert.Empty(await FindAsync(stream, ada, id));
        Assert.IsType<Error.NotFound>((await Catalog.CompleteAsync(await Here.SeatAsync(stream, Here.NewPerson()), id, Facts(), Ct)).Error);
        Assert.True((await Catalog.CompleteAsync(seat, id, Facts(), Ct)).IsOk);
        Assert.IsType<Error.NotFound>((await Catalog.CompleteAsync(seat, id, Facts(), Ct)).Error);
    }

    [Fact]
    public async Task A_file_goes_with_one_message_alone()
    {
        var (ada, bo, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada);
        var first = With(file);

        Assert.Equal("message.file_gone", (await Here.TryPostAsync(stream, bo, With(file))).Error!.Code);
        var stored = await Here.PostAsync(stream, ada, first);
        Assert.Equal("message.file_gone", (await Here.TryPostAsync(stream, ada, With(file))).Error!.Code);
        // A second try of the same message, after a lost answer, is no second message.
        MessageAssert.Same(stored, await Here.PostAsync(stream, ada, first));
        Assert.Equal(stored.Seq, (await Here.HeadAsync(stream)).LastSeq);
    }

    [Fact]
    public async Task Of_those_that_want_it_at_once_one_gets_it()
    {
        var (ada, _, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Here.TryPostAsync(stream, ada, With(file))));
        Assert.Single(results, r => r.IsOk);
        Assert.All(results.Where(r => !r.IsOk), r => Assert.Equal("message.file_gone", r.Error!.Code));
    }

    [Fact]
    public async Task In_one_group_as_well_one_gets_it()
    {
        var (ada, _, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada);
        Task<Result<MessageView>>[] posts;
        await using (await Here.HoldAsync(stream))
            posts = [.. Enumerable.Range(0, 4).Select(_ => Here.TryPostAsync(stream, ada, With(file)))];
        var results = await Task.WhenAll(posts);
        Assert.Single(results, r => r.IsOk);
    }

    [Fact]
    public async Task A_reply_has_files_of_its_parents_place()
    {
        var (ada, bo, stream) = await TwoAsync();
        var root = await Here.PostAsync(stream, ada);
        var file = await UploadAsync(stream, bo);

        var reply = await Here.ReplyAsync(stream, root.Seq, bo, With(file));

        Assert.NotEqual(stream, reply.Stream);
        var found = Assert.Single(await FindAsync(stream, ada, file.Id));
        Assert.Equal((stream, reply.Stream, reply.Seq), (found.Place, found.Stream!.Value, found.Seq!.Value));
        // A seat of the thread stands for its parent.
        Assert.Single(await FindAsync(reply.Stream, ada, file.Id));
        var again = await Here.Messages.ReplyAsync(await Here.SeatAsync(stream, bo), root.Seq, With(file), Ct);
        Assert.Equal("message.file_gone", again.Error!.Code);
    }

    [Fact]
    public async Task A_place_lists_its_files_by_pages_and_kinds()
    {
        var (ada, _, stream) = await TwoAsync();
        var expected = new List<FileId>();
        for (var i = 0; i < 5; i++)
        {
            var file = await UploadAsync(stream, ada, $"{i}.png", SampleFiles.Picture(4, 4));
            await Here.PostAsync(stream, ada, With(file));
            expected.Insert(0, file.Id);
        }

        var text = await UploadAsync(stream, ada);
        await Here.PostAsync(stream, ada, With(text));

        var seat = await Here.SeatAsync(stream, ada);
        var (all, cursor) = (new List<FileId>(), (Cursor?)null);
        do
        {
            var page = await Catalog.ListAsync(seat, new FileQuery(null, cursor, 2), Ct);
            Assert.InRange(page.Items.Count, 1, 2);
            all.AddRange(page.Items.Select(f => f.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal([text.Id, .. expected], all);
        Assert.Equal(expected, (await Catalog.ListAsync(seat, new FileQuery(FileKind.Image, null, 50), Ct)).Items.Select(f => f.Id));
        Assert.Equal([text.Id], (await Catalog.ListAsync(seat, new FileQuery(FileKind.Document, null, 50), Ct)).Items.Select(f => f.Id));
    }

    [Fact]
    public async Task A_file_that_was_dropped_cannot_be_sent_and_one_that_was_sent_not_dropped()
    {
        var (ada, bo, stream) = await TwoAsync();
        var (dropped, sent) = (await UploadAsync(stream, ada), await UploadAsync(stream, ada));
        await Here.PostAsync(stream, ada, With(sent));
        var (hers, his) = (await Here.SeatAsync(stream, ada), await Here.SeatAsync(stream, bo));

        Assert.IsType<Error.NotFound>((await Catalog.DropAsync(his, dropped.Id, Ct)).Error);
        Assert.True((await Catalog.DropAsync(hers, dropped.Id, Ct)).IsOk);
        Assert.IsType<Error.NotFound>((await Catalog.DropAsync(hers, sent.Id, Ct)).Error);
        Assert.Equal("message.file_gone", (await Here.TryPostAsync(stream, ada, With(dropped))).Error!.Code);
        Assert.Empty(await FindAsync(stream, ada, dropped.Id));
    }

    [Fact]
    public async Task Files_that_nobody_sends_are_swept_with_their_bytes()
    {
        var (ada, _, stream) = await TwoAsync();
        var (loose, sent) = (await UploadAsync(stream, ada), await UploadAsync(stream, ada));
        await Here.PostAsync(stream, ada, With(sent));
        var sweep = Installation.Get<FileSweep>();
        await sweep.RunOnceAsync(Ct);
        Assert.Single(await FindAsync(stream, ada, loose.Id));

        Installation.Time.Advance(SweepFiles.Kept + TimeSpan.FromMinutes(1));
        var young = await UploadAsync(stream, ada);
        await sweep.RunOnceAsync(Ct);

        Assert.Equal([sent.Id, young.Id], (await Here.RowsAsync(stream, c => c.Files.Where(f => f.Bucket == stream.Bucket && f.StreamId == stream).OrderBy(f => f.FileId))).Select(f => f.FileId));
        Assert.Null(await Store.OpenAsync(new FileKey(stream, loose.Id), Ct));
        foreach (var kept in new[] { sent, young })
        {
            await using var content = await Store.OpenAsync(new FileKey(stream, kept.Id), Ct);
            Assert.NotNull(content);
        }
    }

    [Fact]
    public async Task The_text_of_a_file_is_read_after_it_was_sent_and_everybody_is_told_once()
    {
        var (ada, _, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada, "contract.docx", SampleFiles.Docx("the zanzibar contract"));
        var picture = await UploadAsync(stream, ada, "a.png", SampleFiles.Picture(4, 4));
        var message = await Here.PostAsync(stream, ada, With(file, picture));
        var consumer = new FileReader(Installation.Get<IFileReadings>(), Store, Installation.Get<IFileTexts>());
        await LetLeaseRunOutAsync(stream, consumer);

        await CatchUpAsync(NodeFor(stream, consumer));

        var after = (await Here.FindAsync(stream, message.Seq))!;
        Assert.Equal([true, false], after.Attachments.Select(a => a.HasText));
        Assert.True(after.Revision > message.Revision);
        Assert.Equal(OutboxKind.FilesRead, (await Here.OutboxAsync(stream))[^1].Kind);
        var text = Assert.Single(await new AttachedTexts(Store).ReadAsync(after, stream, Ct));
        Assert.Equal("the zanzibar contract", text.Text);

        var head = await Here.HeadAsync(stream);
        await consumer.HandleAsync(new StreamEvents(head, [], IsComplete: false), Ct);
        Assert.Equal(head.Version, (await Here.HeadAsync(stream)).Version);
    }

    [Fact]
    public async Task A_document_without_text_is_looked_into_once_and_parks_nothing()
    {
        var (ada, _, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada, "broken.pdf", SampleFiles.Text("%PDF-1.7 not really"));
        await Here.PostAsync(stream, ada, With(file));
        var consumer = new FileReader(Installation.Get<IFileReadings>(), Store, Installation.Get<IFileTexts>());

        await LetLeaseRunOutAsync(stream, consumer);

        await CatchUpAsync(NodeFor(stream, consumer));

        Assert.Empty(await ParkedAsync(stream, consumer));
        Assert.Empty(await Installation.Get<IFileReadings>().ListUnreadAsync(stream, Ct));
        Assert.Equal(OutboxKind.MessagePosted, (await Here.OutboxAsync(stream))[^1].Kind);
    }

    [Fact]
    public async Task An_edit_leaves_the_files_as_they_are()
    {
        var (ada, _, stream) = await TwoAsync();
        var file = await UploadAsync(stream, ada);
        var message = await Here.PostAsync(stream, ada, With(file));
        var edited = await Here.EditAsync(stream, message.Seq, ada, Here.Message("other words"));
        Assert.Equal(message.Attachments, edited.Attachments);
    }

    private static FileFacts Facts() => new(MediaTypes.Text, 3, new string('0', 64));

    private NewMessage With(params IEnumerable<FileView> files) => Here.Message("look") with { Attachments = [.. files.Select(f => f.ToAttachment(null))] };

    private async Task<(UserId Ada, UserId Bo, StreamId Stream)> TwoAsync()
    {
        var people = Here.NewPeople(2);
        return (people[0], people[1], await Here.ChannelAsync(people));
    }

    private async Task<FileView> UploadAsync(StreamId stream, UserId by, string name = "note.txt", byte[]? bytes = null)
    {
        bytes ??= SampleFiles.Text("a note");
        var (seat, id) = (await Here.SeatAsync(stream, by), Here.Ids.Next<FileId>());
        Assert.True((await Catalog.BeginAsync(seat, id, name, Ct)).IsOk);
        using var content = new MemoryStream(bytes);
        await Store.PutAsync(new FileKey(stream, id), content, Ct);
        return (await Catalog.CompleteAsync(seat, id, new FileFacts(MediaTypes.Of(bytes, name), bytes.Length, new string('0', 64)), Ct)).Value;
    }

    private async Task<IReadOnlyList<FileView>> FindAsync(StreamId stream, UserId by, FileId file) => await Catalog.FindAsync(await Here.SeatAsync(stream, by), [file], Ct);

    private async Task<Page<FileView>> ListAsync(StreamId stream, UserId by) => await Catalog.ListAsync(await Here.SeatAsync(stream, by), new FileQuery(null, null, 50), Ct);
}

public sealed class FileCatalogOnSqliteTests(OnSqlite on) : FileCatalogContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class FileCatalogOnMariaDbTests(OnMariaDb on) : FileCatalogContract(on.Installation), IClassFixture<OnMariaDb>;
