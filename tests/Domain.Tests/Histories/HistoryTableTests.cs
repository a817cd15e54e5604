using Collab.Domain.Channels;
using Collab.Domain.Files;
using Collab.Domain.Hidden;
using Collab.Domain.Histories;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Support.Files;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Histories;

/// <summary>
/// The table of docs/admin: what one sees of a history before one joined, while one was in, while one was away, and after one came
/// back. Each cell is looked at in the feed, by number, in threads, files, events and by date; search has its own property test.
/// </summary>
public sealed class HistoryTableTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private Actor _ada = null!; // set before each test
    private Actor _cy = null!; // set before each test
    private Actor _bo = null!; // set before each test

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public enum Place
    {
        Public,
        Private,
        Group,
    }

    public enum Stay
    {
        In,
        Away,
        Back,
    }

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync();
        (_ada, _cy, _bo) = (await _house.ArriveAsync("Ada"), await _house.ArriveAsync("Cy"), await _house.ArriveAsync("Bo"));
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    // Of "before" (she joined), "in", "away" and "back": what she sees; null when the place is not there for her.
    public static TheoryData<Place, HistoryPolicy, Stay, string?> Cells => new()
    {
        { Place.Public, HistoryPolicy.All, Stay.In, "before in" },
        { Place.Public, HistoryPolicy.All, Stay.Away, "before in away" },
        { Place.Public, HistoryPolicy.All, Stay.Back, "before in away back" },
        { Place.Public, HistoryPolicy.SinceJoining, Stay.In, "before in" },
        { Place.Public, HistoryPolicy.SinceJoining, Stay.Away, "before in away" },
        { Place.Public, HistoryPolicy.SinceJoining, Stay.Back, "before in away back" },
        { Place.Private, HistoryPolicy.All, Stay.In, "before in" },
        { Place.Private, HistoryPolicy.All, Stay.Away, null },
        { Place.Private, HistoryPolicy.All, Stay.Back, "before in away back" },
        { Place.Private, HistoryPolicy.SinceJoining, Stay.In, "in" },
        { Place.Private, HistoryPolicy.SinceJoining, Stay.Away, null },
        { Place.Private, HistoryPolicy.SinceJoining, Stay.Back, "back" },
        { Place.Group, HistoryPolicy.All, Stay.In, "before in" },
        { Place.Group, HistoryPolicy.All, Stay.Away, null },
        { Place.Group, HistoryPolicy.All, Stay.Back, "before in away back" },
        { Place.Group, HistoryPolicy.SinceJoining, Stay.In, "in" },
        { Place.Group, HistoryPolicy.SinceJoining, Stay.Away, null },
        { Place.Group, HistoryPolicy.SinceJoining, Stay.Back, "back" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_member_sees_of_a_history_what_the_table_says_and_the_same_everywhere(Place kind, HistoryPolicy policy, Stay until, string? seen)
    {
        Assert.True((await _house.Get<SetHistoryPolicy>().ExecuteAsync(_house.Owner, policy, Ct)).IsOk);
        var (place, said) = await LiveAsync(kind, until);
        string[] expected = seen?.Split(' ') ?? [];

        if (seen is null)
        {
            Assert.IsType<Error.NotFound>((await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(_bo, place, MessageRange.Newest(50)), Ct)).Error);
            foreach (var (root, _, _) in said.Values)
                Assert.IsType<Error.NotFound>((await _house.Get<GetMessage>().ExecuteAsync(_bo, place, root.Seq, Ct)).Error);
            return;
        }

        Assert.Equal(expected, await TextsAsync(_bo, place));
        foreach (var (when, (root, reply, file)) in said)
        {
            var isSeen = expected.Contains(when);
            Assert.Equal(isSeen, (await _house.Get<GetMessage>().ExecuteAsync(_bo, place, root.Seq, Ct)).IsOk);
            Assert.Equal(isSeen, (await _house.Get<SetReaction>().ExecuteAsync(new SetReactionRequest(_bo, place, root.Seq, "👍", false), Ct)).IsOk || (until == Stay.Away && isSeen));
            Assert.Equal(isSeen, (await _house.Get<GetFile>().ExecuteAsync(_bo, place, file, Ct)).IsOk);
            Assert.Equal(isSeen ? [$"re {when}"] : [], await TextsAsync(_bo, reply.Stream));
        }

        var files = (await _house.Get<ListFiles>().ExecuteAsync(new ListFilesRequest(_bo, place), Ct)).Value.Items;
        Assert.Equal(expected.Select(when => said[when].File).Order(), files.Select(f => f.Id).Order());
        var events = (await _house.Get<CatchUp>().ExecuteAsync(_bo, place, 0, 500, Ct)).Value.Events;
        Assert.Equal(expected, events.OfType<MessagePosted>().Where(e => e.Message is { Note: null, State: MessageState.Posted }).Select(e => e.Message.Text));
        Assert.DoesNotContain(events.OfType<MessageEvent>(), e => e.Message.Note is null && e.Message.State == MessageState.Hidden && (e.Message.Text.Length > 0 || e.Message.Author == _ada.User));
        var since = (await _house.Get<FindSince>().ExecuteAsync(_bo, place, DateTimeOffset.MinValue, Ct)).Value;
        Assert.InRange(since, 1, said[expected[0]].Root.Seq);
        Assert.DoesNotContain(said.Where(s => !expected.Contains(s.Key)), s => s.Value.Root.Seq == since);
        // It cannot be brought back, and is in no list from which it could be.
        await _house.Get<RestoreHistory>().ExecuteAsync(_bo, place, null, Ct);
        Assert.Equal(expected, await TextsAsync(_bo, place));
        Assert.Empty(await _house.Get<ListCleared>().ExecuteAsync(_bo, Ct));
        Assert.Equal(said.Keys, await TextsAsync(_ada, place));
    }

    [Fact]
    public async Task In_an_archived_place_one_sees_what_one_saw_before()
    {
        await _house.Get<SetHistoryPolicy>().ExecuteAsync(_house.Owner, HistoryPolicy.SinceJoining, Ct);
        var (place, _) = await LiveAsync(Place.Private, Stay.Back);
        Assert.True((await _house.Get<ArchiveChannel>().ExecuteAsync(_ada, place, true, Ct)).IsOk);
        Assert.Equal(["back"], await TextsAsync(_bo, place));
        Assert.Equal(["before", "in", "away", "back"], await TextsAsync(_ada, place));
    }

    [Fact]
    public async Task A_policy_that_changes_holds_from_the_next_joining_on()
    {
        var (place, _) = await LiveAsync(Place.Private, Stay.In);
        await _house.Get<SetHistoryPolicy>().ExecuteAsync(_house.Owner, HistoryPolicy.SinceJoining, Ct);
        Assert.Equal(["before", "in"], await TextsAsync(_bo, place));
        await LeaveAsync(place);
        await JoinAsync(place);
        Assert.Empty(await TextsAsync(_bo, place));

        // What she clears herself beyond that comes back as far as she was let see.
        var more = await SayAsync(place, "more");
        await _house.Get<ClearHistory>().ExecuteAsync(_bo, place, Ct);
        Assert.Empty(await TextsAsync(_bo, place));
        Assert.Single(await _house.Get<ListCleared>().ExecuteAsync(_bo, Ct));
        await _house.Get<RestoreHistory>().ExecuteAsync(_bo, place, null, Ct);
        Assert.Equal([more.Root.Text], await TextsAsync(_bo, place));

        await _house.Get<SetHistoryPolicy>().ExecuteAsync(_house.Owner, HistoryPolicy.All, Ct);
        await LeaveAsync(place);
        await JoinAsync(place);
        Assert.Equal(["before", "in", "more"], await TextsAsync(_bo, place));
    }

    [Fact]
    public async Task Only_those_who_run_the_organization_decide()
    {
        Assert.IsType<Error.NotFound>((await _house.Get<SetHistoryPolicy>().ExecuteAsync(_ada, HistoryPolicy.SinceJoining, Ct)).Error);
        Assert.Equal("policy.history_unknown", (await _house.Get<SetHistoryPolicy>().ExecuteAsync(_house.Owner, (HistoryPolicy)9, Ct)).Error!.Code);
        Assert.Equal(HistoryPolicy.All, await _house.Get<GetHistoryPolicy>().ExecuteAsync(_ada, Ct));
    }

    private async Task<(StreamId Place, Dictionary<string, Said> Said)> LiveAsync(Place kind, Stay until)
    {
        var place = kind switch
        {
            Place.Group => (await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(_ada, [_cy.User, _house.Owner.User]), Ct)).Value.Id,
            _ => (await _house.ChannelAsync(_ada, "lively", kind == Place.Public ? ChannelVisibility.Public : ChannelVisibility.Private)).Id,
        };
        var said = new Dictionary<string, Said> { ["before"] = await SayAsync(place, "before") };
        await JoinAsync(place);
        said["in"] = await SayAsync(place, "in");
        if (until >= Stay.Away)
        {
            await LeaveAsync(place);
            said["away"] = await SayAsync(place, "away");
        }

        if (until >= Stay.Back)
        {
            await JoinAsync(place);
            said["back"] = await SayAsync(place, "back");
        }

        return (place, said);
    }

    private async Task JoinAsync(StreamId place) => Assert.True((await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_ada, place, [_bo.User]), Ct)).IsOk);

    private async Task LeaveAsync(StreamId place) => Assert.True((await _house.Get<LeaveChannel>().ExecuteAsync(_bo, place, Ct)).IsOk);

    // A message with a file, and a reply to it.
    private async Task<Said> SayAsync(StreamId place, string text)
    {
        _house.Installation.Time.Advance(TimeSpan.FromMinutes(1));
        using var content = new MemoryStream(SampleFiles.Text(text));
        var file = (await _house.Get<UploadFile>().ExecuteAsync(new UploadFileRequest(_ada, place, $"{text}.txt", content), Ct)).Value;
        var root = (await _house.Get<PostMessage>().ExecuteAsync(new PostMessageRequest(_ada, place, text, _house.NewKey()) { Files = [new WantedFile(file.Id)] }, Ct)).Value;
        var reply = (await _house.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(_ada, place, root.Seq, $"re {text}", _house.NewKey()), Ct)).Value;
        _house.Installation.Time.Advance(TimeSpan.FromMinutes(1));
        return new Said(root, reply, file.Id);
    }

    private async Task<IReadOnlyList<string>> TextsAsync(Actor who, StreamId stream) =>
        [.. (await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(who, stream, MessageRange.Newest(100)), Ct)).Value.Items.Where(m => m.Note is null).Select(m => m.Text)];

    private sealed record Said(MessageView Root, MessageView Reply, FileId File);
}
