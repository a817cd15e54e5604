using Collab.Domain.Channels;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Recall;

/// <summary>Who may take what back, until when, and what others see of it then.</summary>
public sealed class RecallTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test: she manages the place
    private Actor _bo = null!; // set before each test
    private StreamId _place;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync();
        (_ada, _bo) = (await _house.ArriveAsync("Ada"), await _house.ArriveAsync("Bo"));
        _place = (await _house.ChannelAsync(_ada, "kept", ChannelVisibility.Private)).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _place, [_bo.User]), Ct);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Only_the_author_recalls_and_whoever_is_not_there_finds_nothing()
    {
        var said = await _house.SayAsync(_bo, _place, "mine");
        var outsider = await _house.ArriveAsync("Cy");

        Assert.Equal("message.not_yours", (await RecallAsync(_ada, said)).Error!.Code);
        Assert.IsType<Error.NotFound>((await RecallAsync(outsider, said)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<RecallMessage>().ExecuteAsync(_bo, _place, 99, Ct)).Error);

        var gone = (await RecallAsync(_bo, said)).Value;
        Assert.Equal((MessageState.Recalled, "", ""), (gone.State, gone.Text, gone.Html));
        Assert.Equal(gone.Recall, (await RecallAsync(_bo, said)).Value.Recall);
        Assert.Equal(gone.Recall, (await _house.Get<GetMessage>().ExecuteAsync(_ada, _place, said.Seq, Ct)).Value.Recall);
        Assert.Equal(0, (await _house.PlaceAsync(_ada, _place))!.Unread);
    }

    [Fact]
    public async Task The_window_is_the_organizations_unless_the_workspace_has_its_own()
    {
        var (first, second, chat) = (await _house.SayAsync(_bo, _place, "1"), await _house.SayAsync(_bo, _place, "2"), await ChatMessageAsync());
        await SetAsync(null, new RecallChoice(TimeSpan.FromHours(2), null));
        await SetAsync(_house.Workspace.Id, new RecallChoice(TimeSpan.FromMinutes(5), null));

        _house.Installation.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await RecallAsync(_bo, first)).IsOk);
        _house.Installation.Time.Advance(TimeSpan.FromSeconds(1));
        var late = (await RecallAsync(_bo, second)).Error!;
        Assert.Equal(("recall.too_late", "A message can be recalled for 5 minutes, and they are over. Ask a manager of this place."), (late.Code, late.Message));
        Assert.True((await RecallAsync(_bo, chat)).IsOk);

        await SetAsync(_house.Workspace.Id, RecallChoice.AsOrganization);
        Assert.True((await RecallAsync(_bo, second)).IsOk);
        await SetAsync(null, new RecallChoice(TimeSpan.Zero, null));
        Assert.Equal("recall.off", (await RecallAsync(_bo, await _house.SayAsync(_bo, _place, "3"))).Error!.Code);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(43_200, true)]
    [InlineData(43_201, false)]
    public async Task A_window_is_never_or_between_two_minutes_and_thirty_days(int minutes, bool isTaken)
    {
        var wanted = new RecallChoice(TimeSpan.FromMinutes(minutes), null);
        Assert.Equal(isTaken, (await _house.Get<SetRecallPolicy>().ExecuteAsync(new SetRecallPolicyRequest(_house.Owner, null, wanted), Ct)).IsOk);
        Assert.IsType<Error.NotFound>((await _house.Get<SetRecallPolicy>().ExecuteAsync(new SetRecallPolicyRequest(_ada, null, wanted), Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<SetRecallPolicy>().ExecuteAsync(new SetRecallPolicyRequest(_house.Owner, new WorkspaceId(5), new RecallChoice(null, true)), Ct)).Error);
    }

    [Fact]
    public async Task A_manager_removes_only_where_it_is_allowed_and_says_why()
    {
        var said = await _house.SayAsync(_bo, _place, "rude");
        var reply = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_bo, _place, said.Seq, "ruder", _house.NewKey()), Ct)).Value;

        Assert.Equal("removal.off", (await RemoveAsync(_ada, said, "rude words")).Error!.Code);
        await SetAsync(null, new RecallChoice(null, true));
        Assert.Equal("stream.managers_only", (await RemoveAsync(_bo, said, "rude words")).Error!.Code);
        Assert.Equal("stream.managers_only", (await RemoveAsync(_bo, reply, "rude words")).Error!.Code);
        foreach (var reason in new[] { null, "", "  ", "ab", "\u200b\u200b\u200b\u200b", new string('x', RecallView.MaxReason + 1) })
            Assert.Equal("removal.reason", (await RemoveAsync(_ada, said, reason)).Error!.Code);
        Assert.IsType<Error.NotFound>((await RemoveAsync(await _house.ArriveAsync("Cy"), said, "rude words")).Error);

        _house.Installation.Time.Advance(TimeSpan.FromDays(90));
        Assert.Equal(new RecallView(_ada.User, _house.Installation.Time.GetUtcNow(), "rude words"), (await RemoveAsync(_ada, said, " rude\n words ")).Value.Recall);
        Assert.True((await RemoveAsync(_ada, reply, "ruder words")).Value.Recall!.IsRemoval);
        await SetAsync(_house.Workspace.Id, new RecallChoice(null, false));
        Assert.Equal("removal.off", (await RemoveAsync(_ada, await _house.SayAsync(_bo, _place, "again"), "rude words")).Error!.Code);
    }

    [Fact]
    public async Task Every_list_that_had_it_has_it_no_more()
    {
        var said = await _house.SayAsync(_bo, _place, "a heron");
        await _house.Get<SetPin>().ExecuteAsync(new SetPinRequest(_ada, _place, said.Seq, true), Ct);
        await _house.Get<SaveMessage>().ExecuteAsync(new SaveMessageRequest(_ada, _place, said.Seq, SavedState.InProgress), Ct);
        await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_bo, _place, said.Seq, "another heron"), Ct);

        await RecallAsync(_bo, said);

        Assert.Empty((await _house.Get<ListPins>().ExecuteAsync(_ada, _place, Ct)).Value);
        var saved = Assert.Single((await _house.Get<ListSaved>().ExecuteAsync(new ListSavedRequest(_ada, SavedState.InProgress), Ct)).Value.Items);
        Assert.Null(saved.Message);
        Assert.IsType<Error.NotFound>((await _house.Get<ListEdits>().ExecuteAsync(_ada, _place, said.Seq, Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<GetReceipts>().ExecuteAsync(_ada, _place, said.Seq, Ct)).Error);
    }

    [Fact]
    public async Task What_can_be_done_is_told_before()
    {
        var said = await _house.SayAsync(_bo, _place, "hello");
        var own = (await _house.Get<GetRecallOptions>().ExecuteAsync(_bo, _place, said.Seq, Ct)).Value;
        Assert.Equal((said.PostedAt.AddDays(1), (Error?)null), (own.Until, own.Refusal));
        Assert.Equal("message.not_yours", (await _house.Get<GetRecallOptions>().ExecuteAsync(_ada, _place, said.Seq, Ct)).Value.Refusal!.Code);
        _house.Installation.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        Assert.Equal("recall.too_late", (await _house.Get<GetRecallOptions>().ExecuteAsync(_bo, _place, said.Seq, Ct)).Value.Refusal!.Code);
        Assert.Contains("24 hours", (await RecallAsync(_bo, said)).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_files_that_is_away_does_not_keep_a_message_from_being_taken_back()
    {
        var key = new FileKey(_place, new FileId(7));
        await new RecalledFiles(new AwayFiles()).DeleteAsync([key]);
        await Assert.ThrowsAsync<InvalidOperationException>(() => new RecalledFiles(new BrokenFiles()).DeleteAsync([key]));
    }

    private async Task<MessageView> ChatMessageAsync()
    {
        var chat = (await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_bo, [_ada.User]), Ct)).Value;
        return await _house.SayAsync(_bo, chat.Id, "between us");
    }

    private Task<Result<MessageView>> RecallAsync(Actor actor, MessageView message) => _house.Get<RecallMessage>().ExecuteAsync(actor, message.Stream, message.Seq, Ct);

    private Task<Result<MessageView>> RemoveAsync(Actor actor, MessageView message, string? reason) =>
        _house.Get<RemoveMessage>().ExecuteAsync(new RemoveMessageRequest(actor, message.Stream, message.Seq, reason), Ct);

    private async Task SetAsync(WorkspaceId? workspace, RecallChoice choice) =>
        Assert.True((await _house.Get<SetRecallPolicy>().ExecuteAsync(new SetRecallPolicyRequest(_house.Owner, workspace, choice), Ct)).IsOk);

    private class AwayFiles : IFileStore
    {
        public virtual Task DeleteAsync(StreamId place, FileId file, CancellationToken ct) => throw new Collab.Domain.Shared.Events.OutageException("away");

        public Task<Stream?> OpenAsync(FileKey key, CancellationToken ct) => throw new NotSupportedException();

        public Task PutAsync(FileKey key, Stream bytes, CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class BrokenFiles : AwayFiles
    {
        public override Task DeleteAsync(StreamId place, FileId file, CancellationToken ct) => throw new InvalidOperationException("a fault");
    }
}
