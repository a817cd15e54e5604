using Collab.Domain.Channels;
using Collab.Domain.Edits;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Edits;

/// <summary>For how long messages can be edited, and who reads what they said before.</summary>
public sealed class EditPolicyTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test
    private Actor _bo = null!; // set before each test
    private StreamId _place;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync();
        (_ada, _bo) = (await _house.ArriveAsync("Ada"), await _house.ArriveAsync("Bo"));
        _place = (await _house.ChannelAsync(_ada, "mended")).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _place, [_bo.User]), Ct);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Where_nobody_has_decided_messages_are_edited_at_any_time()
    {
        var said = await _house.SayAsync(_bo, _place, "long ago");
        _house.Installation.Time.Advance(TimeSpan.FromDays(2_000));
        Assert.True((await EditAsync(_bo, said, "not so long ago")).IsOk);
        Assert.Equal("message.not_yours", (await EditAsync(_ada, said, "stolen")).Error!.Code);
    }

    [Fact]
    public async Task A_workspace_may_have_its_own_window_and_chats_have_the_organizations()
    {
        var (first, second) = (await _house.SayAsync(_bo, _place, "1"), await _house.SayAsync(_bo, _place, "2"));
        var reply = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_bo, _place, first.Seq, "a reply", _house.NewKey()), Ct)).Value;
        var chat = await _house.SayAsync(_bo, (await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_bo, [_ada.User]), Ct)).Value.Id, "between us");
        await SetAsync(null, new EditChoice(TimeSpan.FromHours(2), null));
        await SetAsync(_house.Workspace.Id, new EditChoice(TimeSpan.FromMinutes(5), null));

        _house.Installation.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await EditAsync(_bo, first, "one")).IsOk);
        _house.Installation.Time.Advance(TimeSpan.FromSeconds(1));
        var late = (await EditAsync(_bo, second, "two")).Error!;
        Assert.Equal(("edit.too_late", "A message can be edited for 5 minutes, and they are over. Write a new one."), (late.Code, late.Message));
        Assert.Equal("edit.too_late", (await EditAsync(_bo, reply, "another reply")).Error!.Code);
        // An edit does not begin the window anew.
        Assert.Equal("edit.too_late", (await EditAsync(_bo, first, "one more")).Error!.Code);
        Assert.True((await EditAsync(_bo, chat, "between the two of us")).IsOk);

        await SetAsync(_house.Workspace.Id, new EditChoice(EditPolicy.AnyTime, null));
        Assert.True((await EditAsync(_bo, second, "two")).IsOk);
        await SetAsync(_house.Workspace.Id, EditChoice.AsOrganization);
        await SetAsync(null, new EditChoice(TimeSpan.Zero, null));
        Assert.Equal("edit.off", (await EditAsync(_bo, await _house.SayAsync(_bo, _place, "3"), "three")).Error!.Code);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(43_200, true)]
    [InlineData(43_201, false)]
    public async Task A_window_is_never_at_any_time_or_up_to_thirty_days(int minutes, bool isTaken)
    {
        var wanted = new EditChoice(TimeSpan.FromMinutes(minutes), null);
        Assert.Equal(isTaken, (await _house.Get<SetEditPolicy>().ExecuteAsync(new SetEditPolicyRequest(_house.Owner, null, wanted), Ct)).IsOk);
        Assert.IsType<Error.NotFound>((await _house.Get<SetEditPolicy>().ExecuteAsync(new SetEditPolicyRequest(_ada, null, wanted), Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<SetEditPolicy>().ExecuteAsync(new SetEditPolicyRequest(_house.Owner, new WorkspaceId(5), new EditChoice(null, true)), Ct)).Error);
    }

    [Fact]
    public async Task Earlier_texts_are_their_authors_alone_where_it_is_so_decided()
    {
        var said = await _house.SayAsync(_bo, _place, "first words");
        await EditAsync(_bo, said, "second words");
        Assert.Equal("first words", Assert.Single((await EditsAsync(_ada, said)).Value).Text);

        await SetAsync(null, new EditChoice(null, false));
        Assert.Equal("edits.hidden", (await EditsAsync(_ada, said)).Error!.Code);
        Assert.Single((await EditsAsync(_bo, said)).Value);
        await SetAsync(_house.Workspace.Id, new EditChoice(null, true));
        Assert.Single((await EditsAsync(_ada, said)).Value);
        Assert.IsType<Error.NotFound>((await EditsAsync(_ada, said with { Seq = 99 })).Error);
    }

    private Task<Result<MessageView>> EditAsync(Actor who, MessageView message, string text) =>
        _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(who, message.Stream, message.Seq, text), Ct);

    private Task<Result<IReadOnlyList<MessageEdit>>> EditsAsync(Actor who, MessageView message) => _house.Get<ListEdits>().ExecuteAsync(who, message.Stream, message.Seq, Ct);

    private async Task SetAsync(WorkspaceId? workspace, EditChoice choice) =>
        Assert.True((await _house.Get<SetEditPolicy>().ExecuteAsync(new SetEditPolicyRequest(_house.Owner, workspace, choice), Ct)).IsOk);
}
