using Collab.Domain.Channels;
using Collab.Domain.Confirmations;
using Collab.Domain.Expiry;
using Collab.Domain.Files;
using Collab.Domain.Hidden;
using Collab.Domain.Holds;
using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Domain.Pins;
using Collab.Domain.Presence;
using Collab.Domain.Reactions;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.References;
using Collab.Domain.Roaming;
using Collab.Domain.Saved;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Domain.Workspaces;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Streams;

/// <summary>Whoever may not see a place gets the same "not found" from every use case as for a place that does not exist.</summary>
public sealed class OutsiderTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private Actor _outsider = null!; // set before each test
    private StreamId _secret;
    private StreamId _thread;
    private StreamId _nowhere;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync();
        var insider = await _house.ArriveAsync("Ina Inside");
        _outsider = await _house.ArriveAsync("Otto Outside");
        _secret = (await _house.ChannelAsync(insider, "secret", ChannelVisibility.Private)).Id;
        var root = await _house.SayAsync(insider, _secret, "for us alone");
        var reply = await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(insider, _secret, root.Seq, "indeed", _house.NewKey()), Ct);
        _thread = reply.Value.Stream;
        _nowhere = _house.Get<IIdSource>().NextIn<StreamId>(_secret.Bucket);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Every_use_case_answers_an_outsider_as_if_the_place_did_not_exist()
    {
        foreach (var (name, act) in Acts())
        {
            foreach (var place in new[] { _secret, _thread, _nowhere })
                Assert.True(await act(_outsider, place) is Error.NotFound, $"{name} on {place}");
        }
    }

    [Fact]
    public async Task A_guest_does_not_see_a_public_channel_that_she_was_not_added_to()
    {
        var open = await _house.ChannelAsync(_house.Owner, "open");
        var hers = await _house.ChannelAsync(_house.Owner, "hers");
        var guest = await _house.ArriveAsync("Gita Guest", WorkspaceRole.Guest, hers.Id);
        foreach (var (name, act) in Acts())
            Assert.True(await act(guest, open.Id) is Error.NotFound, name);
        Assert.Null(await Act(_house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(guest, hers.Id, MessageRange.Newest(10)), Ct)));
    }

    [Fact]
    public async Task One_who_was_removed_is_an_outsider_from_then_on()
    {
        var member = await _house.ArriveAsync("Rita Removed");
        var place = await _house.ChannelAsync(_house.Owner, "inner-circle", ChannelVisibility.Private);
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_house.Owner, place.Id, [member.User]), Ct);
        await _house.SayAsync(member, place.Id, "hello");
        Assert.Null(await Act(_house.Get<RemoveMember>().ExecuteAsync(_house.Owner, place.Id, member.User, Ct)));
        foreach (var (name, act) in Acts())
            Assert.True(await act(member, place.Id) is Error.NotFound, name);
        Assert.Null(await _house.PlaceAsync(member, place.Id));
    }

    [Fact]
    public async Task An_outsider_of_the_workspace_sees_none_of_its_channels_and_people()
    {
        var other = (await _house.Get<CreateWorkspace>().ExecuteAsync(_house.Owner, "Other", null, Ct)).Value;
        Assert.IsType<Error.NotFound>((await _house.Get<BrowseChannels>().ExecuteAsync(new BrowseChannelsRequest(_outsider, other.Id, new ChannelFilter()), Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<SearchPeople>().ExecuteAsync(new SearchPeopleRequest(_outsider, other.Id, ""), Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<ListWorkspaceMembers>().ExecuteAsync(_outsider, other.Id, null, null, Ct)).Error);
        Assert.IsType<Error.NotFound>((await _house.Get<CreateChannel>().ExecuteAsync(new CreateChannelRequest(_outsider, other.Id, "x"), Ct)).Error);
    }

    // A use case that takes a stream and is not here fails the test below.
    private IEnumerable<(string Name, Func<Actor, StreamId, Task<Error?>> Act)> Acts() =>
    [
        (nameof(PostMessage), (a, s) => Act(_house.Get<PostMessage>().ExecuteAsync(new PostMessageRequest(a, s, "hi", _house.NewKey()), Ct))),
        (nameof(UploadFile), (a, s) => Act(_house.Get<UploadFile>().ExecuteAsync(new UploadFileRequest(a, s, "a.txt", new MemoryStream([65])), Ct))),
        (nameof(OpenFile), (a, s) => Act(_house.Get<OpenFile>().ExecuteAsync(new OpenFileRequest(a, s, new FileId(1)), Ct))),
        (nameof(GetFile), (a, s) => Act(_house.Get<GetFile>().ExecuteAsync(a, s, new FileId(1), Ct))),
        (nameof(ListFiles), (a, s) => Act(_house.Get<ListFiles>().ExecuteAsync(new ListFilesRequest(a, s), Ct))),
        (nameof(DropFile), (a, s) => Act(_house.Get<DropFile>().ExecuteAsync(a, s, new FileId(1), Ct))),
        (nameof(SetLifetime), (a, s) => Act(_house.Get<SetLifetime>().ExecuteAsync(a, s, 3600, Ct))),
        (nameof(RecallMessage), (a, s) => Act(_house.Get<RecallMessage>().ExecuteAsync(a, s, 1, Ct))),
        (nameof(RemoveMessage), (a, s) => Act(_house.Get<RemoveMessage>().ExecuteAsync(new RemoveMessageRequest(a, s, 1, "a reason"), Ct))),
        (nameof(GetRecallOptions), (a, s) => Act(_house.Get<GetRecallOptions>().ExecuteAsync(a, s, 1, Ct))),
        (nameof(SetPin), (a, s) => Act(_house.Get<SetPin>().ExecuteAsync(new SetPinRequest(a, s, 1, true), Ct))),
        (nameof(ListPins), (a, s) => Act(_house.Get<ListPins>().ExecuteAsync(a, s, Ct))),
        (nameof(SaveMessage), (a, s) => Act(_house.Get<SaveMessage>().ExecuteAsync(new SaveMessageRequest(a, s, 1, SavedState.InProgress), Ct))),
        (nameof(SetHidden), (a, s) => Act(_house.Get<SetHidden>().ExecuteAsync(new SetHiddenRequest(a, s, [1]), Ct))),
        (nameof(ListHiddenSeqs), (a, s) => Act(_house.Get<ListHiddenSeqs>().ExecuteAsync(a, s, 1, 9, Ct))),
        (nameof(ClearHistory), (a, s) => Act(_house.Get<ClearHistory>().ExecuteAsync(a, s, Ct))),
        (nameof(RestoreHistory), (a, s) => Act(_house.Get<RestoreHistory>().ExecuteAsync(a, s, null, Ct))),
        (nameof(GetThreadRoot), (a, s) => Act(_house.Get<GetThreadRoot>().ExecuteAsync(a, s, 1, Ct))),
        (nameof(ResolveReferences), (a, s) => Act(_house.Get<ResolveReferences>().ExecuteAsync(a, s, [1], Ct))),
        (nameof(PreviewCall), (a, s) => Act(_house.Get<PreviewCall>().ExecuteAsync(a, s, "@channel", false, Ct))),
        (nameof(ConfirmMessage), (a, s) => Act(_house.Get<ConfirmMessage>().ExecuteAsync(a, s, 1, Ct))),
        (nameof(RemindConfirmation), (a, s) => Act(_house.Get<RemindConfirmation>().ExecuteAsync(a, s, 1, Ct))),
        (nameof(ChangePosting), (a, s) => Act(_house.Get<ChangePosting>().ExecuteAsync(new ChangePostingRequest(a, s, PostingPolicy.Managers), Ct))),
        (nameof(ReplyInThread), (a, s) => Act(_house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(a, s, 1, "hi", _house.NewKey()), Ct))),
        (nameof(EditMessage), (a, s) => Act(_house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(a, s, 1, "hi"), Ct))),
        (nameof(ListMessages), (a, s) => Act(_house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(a, s, MessageRange.Newest(10)), Ct))),
        (nameof(FindSince), (a, s) => Act(_house.Get<FindSince>().ExecuteAsync(a, s, DateTimeOffset.MinValue, Ct))),
        (nameof(GetMessage), (a, s) => Act(_house.Get<GetMessage>().ExecuteAsync(a, s, 1, Ct))),
        (nameof(ListEdits), (a, s) => Act(_house.Get<ListEdits>().ExecuteAsync(a, s, 1, Ct))),
        (nameof(SetReaction), (a, s) => Act(_house.Get<SetReaction>().ExecuteAsync(new SetReactionRequest(a, s, 1, "👍", true), Ct))),
        (nameof(ListReactors), (a, s) => Act(_house.Get<ListReactors>().ExecuteAsync(new ListReactorsRequest(a, s, 1, "👍", null, null), Ct))),
        (nameof(MarkRead), (a, s) => Act(_house.Get<MarkRead>().ExecuteAsync(new MarkReadRequest(a, s, 1), Ct))),
        (nameof(GetReceipts), (a, s) => Act(_house.Get<GetReceipts>().ExecuteAsync(a, s, 1, Ct))),
        (nameof(ListReceipts), (a, s) => Act(_house.Get<ListReceipts>().ExecuteAsync(new ListReceiptsRequest(a, s, 1, ReceiptSide.Read), Ct))),
        (nameof(ListReadPositions), (a, s) => Act(_house.Get<ListReadPositions>().ExecuteAsync(a, s, Ct))),
        (nameof(ExportReceipts), (a, s) => Act(_house.Get<ExportReceipts>().ExecuteAsync(a, s, 1, Ct))),
        (nameof(SignalTyping), (a, s) => Act(_house.Get<SignalTyping>().ExecuteAsync(a, s, Ct))),
        (nameof(ListMembers), (a, s) => Act(_house.Get<ListMembers>().ExecuteAsync(new ListMembersRequest(a, s), Ct))),
        (nameof(CountOnline), (a, s) => Act(_house.Get<CountOnline>().ExecuteAsync(a, s, Ct))),
        (nameof(ReadRoamedPlace), (a, s) => Act(_house.Get<ReadRoamedPlace>().ExecuteAsync(new ReadRoamedRequest(a, new RoamingId(1), s, MessageRange.Newest(10)), Ct))),
        (nameof(OpenHeldFile), (a, s) => Act(_house.Get<OpenHeldFile>().ExecuteAsync(a, new AuditSearchId(1), s, new FileId(1), Ct))),
        (nameof(OpenRoamedFile), (a, s) => Act(_house.Get<OpenRoamedFile>().ExecuteAsync(a, new RoamingId(1), s, new FileId(1), Ct))),
        (nameof(OpenAuditedFile), (a, s) => Act(_house.Get<OpenAuditedFile>().ExecuteAsync(a, new AuditSearchId(1), s, new FileId(1), Ct))),
        (nameof(CatchUp), (a, s) => Act(_house.Get<CatchUp>().ExecuteAsync(a, s, 0, CatchUp.MaxEvents, Ct))),
        (nameof(GetPlace), (a, s) => Act(_house.Get<GetPlace>().ExecuteAsync(a, s, Ct))),
        (nameof(GetStream), (a, s) => Act(_house.Get<GetStream>().ExecuteAsync(a, s, Ct))),
        (nameof(RenameChannel), (a, s) => Act(_house.Get<RenameChannel>().ExecuteAsync(a, s, "new-name", Ct))),
        (nameof(SetTopic), (a, s) => Act(_house.Get<SetTopic>().ExecuteAsync(a, s, "topic", null, Ct))),
        (nameof(ArchiveChannel), (a, s) => Act(_house.Get<ArchiveChannel>().ExecuteAsync(a, s, true, Ct))),
        (nameof(JoinChannel), (a, s) => Act(_house.Get<JoinChannel>().ExecuteAsync(a, s, Ct))),
        (nameof(LeaveChannel), (a, s) => Act(_house.Get<LeaveChannel>().ExecuteAsync(a, s, Ct))),
        (nameof(AddMembers), (a, s) => Act(_house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(a, s, [a.User]), Ct))),
        (nameof(RemoveMember), (a, s) => Act(_house.Get<RemoveMember>().ExecuteAsync(a, s, a.User, Ct))),
        (nameof(StarPlace), (a, s) => Act(_house.Get<StarPlace>().ExecuteAsync(a, s, true, Ct))),
        (nameof(MutePlace), (a, s) => Act(_house.Get<MutePlace>().ExecuteAsync(a, s, MutePlace.Forever, Ct))),
        (nameof(SetChannelRole), (a, s) => Act(_house.Get<SetChannelRole>().ExecuteAsync(a, s, a.User, SeatRole.Manager, Ct))),
    ];

    [Fact]
    public void No_use_case_that_takes_a_stream_is_left_out()
    {
        var taking = typeof(Actor).Assembly.GetTypes()
            .Where(t => t.IsPublic && t.GetMethod("ExecuteAsync") is { } method
                && method.GetParameters().Any(p => p.ParameterType == typeof(StreamId) || p.ParameterType.GetProperty("Stream")?.PropertyType == typeof(StreamId)))
            .Select(t => t.Name);
        Assert.Equal(taking.Order(), Acts().Select(a => a.Name).Order());
    }

    private static async Task<Error?> Act<T>(Task<Result<T>> act) => (await act).Error;
}
