using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Pins;
using Collab.Domain.Saved;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Saved;

/// <summary>What is kept: by a place for everybody, by a person for herself.</summary>
public sealed class KeptTests : IAsyncLifetime
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
        _place = (await _house.ChannelAsync(_ada, "kept", ChannelVisibility.Private)).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, _place, [_bo.User]), Ct);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Whoever_may_post_pins_and_replies_are_not_pinned()
    {
        var root = await _house.SayAsync(_ada, _place, "the rules");
        Assert.True((await PinAsync(_bo, _place, root.Seq)).IsOk);
        var reply = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_bo, _place, root.Seq, "yes", _house.NewKey()), Ct)).Value;
        Assert.Equal("pin.thread", (await PinAsync(_bo, reply.Stream, reply.Seq)).Error!.Code);
        await _house.Get<ChangePosting>().ExecuteAsync(new ChangePostingRequest(_ada, _place, PostingPolicy.Managers), Ct);
        Assert.Equal("stream.posting_closed", (await PinAsync(_bo, _place, root.Seq, false)).Error!.Code);
        Assert.Equal([root.Seq], (await _house.Get<ListPins>().ExecuteAsync(_bo, _place, Ct)).Value.Select(m => m.Seq));
    }

    [Fact]
    public async Task A_saved_message_is_read_anew_with_the_rights_of_the_moment()
    {
        var said = await _house.SayAsync(_ada, _place, "first words");
        var reply = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_ada, _place, said.Seq, "a reply", _house.NewKey()), Ct)).Value;
        await SaveAsync(_bo, said.Stream, said.Seq, SavedState.InProgress);
        await SaveAsync(_bo, reply.Stream, reply.Seq, SavedState.InProgress);
        await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_ada, _place, said.Seq, "other words"), Ct);

        var saved = await ListAsync(_bo);
        Assert.Equal(["a reply", "other words"], saved.Select(s => s.Message!.Text).Order());
        Assert.All(saved, s => Assert.Equal(_place, s.Place!.Id));
        Assert.Equal(said.Seq, saved.Single(s => s.Message!.Text == "a reply").RootSeq);
        Assert.Empty(await ListAsync(_ada));

        // Nothing of what it says is left to one who has gone; the entry itself she may take away.
        await _house.Get<LeaveChannel>().ExecuteAsync(_bo, _place, Ct);
        Assert.All(await ListAsync(_bo), s => Assert.Equal((null, null, null), (s.Message, s.Place, s.RootSeq)));
        Assert.IsType<Error.NotFound>((await SaveAsync(_bo, said.Stream, said.Seq, SavedState.Done)).Error);
        Assert.True((await SaveAsync(_bo, said.Stream, said.Seq, null)).IsOk);
        Assert.Single(await ListAsync(_bo));
    }

    [Fact]
    public async Task What_was_done_about_it_moves_it_to_another_list()
    {
        var said = await _house.SayAsync(_ada, _place, "to do");
        await SaveAsync(_ada, _place, said.Seq, SavedState.InProgress);
        await SaveAsync(_ada, _place, said.Seq, SavedState.Done);
        Assert.Empty(await ListAsync(_ada));
        Assert.Single(await ListAsync(_ada, SavedState.Done));
        Assert.Equal("saved.state_unknown", (await SaveAsync(_ada, _place, said.Seq, (SavedState)9)).Error!.Code);
        Assert.IsType<Error.NotFound>((await SaveAsync(_ada, _place, 999, SavedState.InProgress)).Error);
    }

    private Task<Result<MessageView>> PinAsync(Actor by, StreamId stream, long seq, bool isPinned = true) => _house.Get<SetPin>().ExecuteAsync(new SetPinRequest(by, stream, seq, isPinned), Ct);

    private Task<Result<Done>> SaveAsync(Actor by, StreamId stream, long seq, SavedState? state) => _house.Get<SaveMessage>().ExecuteAsync(new SaveMessageRequest(by, stream, seq, state), Ct);

    private async Task<IReadOnlyList<SavedView>> ListAsync(Actor who, SavedState state = SavedState.InProgress) =>
        (await _house.Get<ListSaved>().ExecuteAsync(new ListSavedRequest(who, state), Ct)).Value.Items;
}
