using Collab.Domain.Channels;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Files;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Files;

/// <summary>Files from their upload to whoever opens them.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test
    private Actor _bo = null!; // set before each test
    private StreamId _place;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync();
        _ada = await _house.ArriveAsync("Ada");
        _bo = await _house.ArriveAsync("Bo");
        _place = (await _house.ChannelAsync(_ada, "files", ChannelVisibility.Private)).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _place, [_bo.User]), Ct);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_file_without_words_is_a_message()
    {
        var bytes = SampleFiles.Picture(1_000, 500);
        var file = await UploadAsync(_ada, "shot.png", bytes);
        var sent = await PostAsync(_ada, "", new WantedFile(file.Id, "  two\ncolours "));

        var attachment = Assert.Single(sent.Value.Attachments);
        Assert.Equal(("shot.png", "image/png", bytes.Length, 1_000, 500, true, "two colours"), (attachment.Name, attachment.MediaType, attachment.Size, attachment.Width, attachment.Height, attachment.HasPreview, attachment.Alt));
        Assert.Equal(bytes, await OpenAsync(_bo, file.Id));
        Assert.NotEqual(bytes, await OpenAsync(_bo, file.Id, wantsPreview: true));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), file.Facts!.Sha256);
    }

    [Fact]
    public async Task Nobody_opens_what_is_not_sent_yet()
    {
        var file = await UploadAsync(_ada, "draft.txt", SampleFiles.Text("draft"));
        Assert.NotNull(await OpenAsync(_ada, file.Id));
        Assert.Null(await OpenAsync(_bo, file.Id));
        Assert.IsType<Error.Conflict>((await PostAsync(_bo, "mine", new WantedFile(file.Id))).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<DropFile>().ExecuteAsync(_bo, _place, file.Id, Ct)).Error);
    }

    [Fact]
    public async Task A_file_is_found_in_its_own_place_alone()
    {
        var file = await UploadAsync(_ada, "here.txt", SampleFiles.Text("here"));
        await PostAsync(_ada, "", new WantedFile(file.Id));
        var elsewhere = await _house.ChannelAsync(_ada, "elsewhere");
        Assert.IsType<Error.NotFound>((await _house.Get<OpenFile>().ExecuteAsync(new OpenFileRequest(_ada, elsewhere.Id, file.Id), Ct)).Error);
        var borrowed = await _house.Get<PostMessage>().ExecuteAsync(new PostMessageRequest(_ada, elsewhere.Id, "x", _house.NewKey()) { Files = [new WantedFile(file.Id)] }, Ct);
        Assert.Equal("message.file_gone", borrowed.Error!.Code);
    }

    [Fact]
    public async Task Files_of_a_thread_belong_to_its_place()
    {
        var root = await _house.SayAsync(_ada, _place, "root");
        var file = await UploadAsync(_bo, "reply.txt", SampleFiles.Text("reply"));
        var reply = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_bo, _place, root.Seq, "", _house.NewKey()) { Files = [new WantedFile(file.Id)] }, Ct)).Value;
        var second = (await _house.Get<UploadFile>().ExecuteAsync(new UploadFileRequest(_ada, reply.Stream, "second.txt", new MemoryStream([65])), Ct)).Value;
        Assert.True((await _house.Get<PostMessage>().ExecuteAsync(new PostMessageRequest(_ada, reply.Stream, "", _house.NewKey()) { Files = [new WantedFile(second.Id)] }, Ct)).IsOk);

        Assert.NotNull(await OpenAsync(_ada, file.Id, from: reply.Stream));
        var all = (await _house.Get<ListFiles>().ExecuteAsync(new ListFilesRequest(_bo, _place), Ct)).Value.Items;
        Assert.Equal(["second.txt", "reply.txt"], all.Select(f => f.Name));
        Assert.All(all, f => Assert.Equal(reply.Stream, f.Stream));
    }

    [Fact]
    public async Task What_is_too_large_empty_or_blocked_leaves_nothing_behind()
    {
        var limits = _house.Get<FileLimits>();
        var said = await TryUploadAsync("big.bin", new MemoryStream([1]), limits.MaxBytes + 1);
        Assert.Equal("file.too_large", said.Error!.Code);
        // One that says nothing of its size, or lies, is stopped on its way.
        var upload = new UploadFile(
            _house.Get<StreamAccess>(), _house.Get<IFileCatalog>(), _house.Get<IFileStore>(), _house.Get<IPictures>(), new FileLimits(1_000, new HashSet<string> { "exe" }), _house.Get<IRateLimits>(), _house.Get<IIdSource>());
        Assert.Equal("file.too_large", (await upload.ExecuteAsync(new UploadFileRequest(_ada, _place, "big.bin", new MemoryStream(new byte[1_001]), 5), Ct)).Error!.Code);
        Assert.Equal("file.blocked", (await upload.ExecuteAsync(new UploadFileRequest(_ada, _place, "setup.exe", new MemoryStream([1])), Ct)).Error!.Code);
        Assert.Equal("file.empty", (await TryUploadAsync("empty.txt", new MemoryStream())).Error!.Code);

        Assert.Equal(0, await _house.Get<SweepFiles>().ExecuteAsync(Ct));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_house.Installation.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_message_takes_ten_files_each_once()
    {
        var files = new List<WantedFile>();
        for (var i = 0; i <= Attachment.MaxPerMessage; i++)
            files.Add(new WantedFile((await UploadAsync(_ada, $"{i}.txt", SampleFiles.Text($"{i}"))).Id));
        Assert.Equal("message.too_many_files", (await PostAsync(_ada, "all", [.. files])).Error!.Code);
        Assert.Equal("message.file_twice", (await PostAsync(_ada, "twice", files[0], files[0])).Error!.Code);
        Assert.Equal("message.alt_too_long", (await PostAsync(_ada, "long", files[0] with { Alt = new string('a', Attachment.MaxAlt + 1) })).Error!.Code);
        Assert.Equal("message.empty", (await PostAsync(_ada, " ")).Error!.Code);
        var sent = (await PostAsync(_ada, "", [.. files.Skip(1).Reverse()])).Value;
        Assert.Equal(files.Skip(1).Reverse().Select(f => f.Id), sent.Attachments.Select(a => a.Id));
    }

    [Fact]
    public async Task A_message_with_a_file_may_lose_its_words_in_an_edit()
    {
        var file = await UploadAsync(_ada, "a.txt", SampleFiles.Text("a"));
        var sent = (await PostAsync(_ada, "wrong words", new WantedFile(file.Id))).Value;
        var edited = await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_ada, _place, sent.Seq, ""), Ct);
        Assert.Equal("", edited.Value.Text);
        Assert.Single(edited.Value.Attachments);
    }

    [Fact]
    public async Task Whoever_leaves_opens_no_file_any_more()
    {
        var file = await UploadAsync(_ada, "inner.txt", SampleFiles.Text("inner"));
        await PostAsync(_ada, "", new WantedFile(file.Id));
        Assert.NotNull(await OpenAsync(_bo, file.Id));
        await _house.Get<LeaveChannel>().ExecuteAsync(_bo, _place, Ct);
        Assert.Null(await OpenAsync(_bo, file.Id));
    }

    [Fact]
    public async Task A_file_that_was_dropped_is_gone_with_its_bytes()
    {
        var file = await UploadAsync(_ada, "shot.png", SampleFiles.Picture(40, 40));
        Assert.True((await _house.Get<DropFile>().ExecuteAsync(_ada, _place, file.Id, Ct)).IsOk);
        Assert.Null(await OpenAsync(_ada, file.Id));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_house.Installation.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    private async Task<FileView> UploadAsync(Actor by, string name, byte[] bytes) =>
        (await _house.Get<UploadFile>().ExecuteAsync(new UploadFileRequest(by, _place, name, new MemoryStream(bytes), bytes.Length), Ct)).Value;

    private Task<Result<FileView>> TryUploadAsync(string name, Stream content, long? size = null) =>
        _house.Get<UploadFile>().ExecuteAsync(new UploadFileRequest(_ada, _place, name, content, size), Ct);

    private Task<Result<MessageView>> PostAsync(Actor by, string text, params IReadOnlyList<WantedFile> files) =>
        _house.Get<PostMessage>().ExecuteAsync(new PostMessageRequest(by, _place, text, _house.NewKey()) { Files = files }, Ct);

    private async Task<byte[]?> OpenAsync(Actor by, FileId file, bool wantsPreview = false, StreamId? from = null)
    {
        var opened = await _house.Get<OpenFile>().ExecuteAsync(new OpenFileRequest(by, from ?? _place, file, wantsPreview), Ct);
        if (!opened.TryGet(out var open, out _))
            return null;
        await using (open.Content)
        {
            using var bytes = new MemoryStream();
            await open.Content.CopyToAsync(bytes, Ct);
            return bytes.ToArray();
        }
    }
}
