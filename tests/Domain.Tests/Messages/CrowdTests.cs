using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests.Messages;

/// <summary>Reactions of more people than a message names.</summary>
public sealed class CrowdTests : IAsyncLifetime
{
    private readonly List<Actor> _crowd = [];
    private House _house = null!; // set before each test
    private StreamId _channel;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _channel = (await _house.ChannelAsync(_house.Owner, "stage")).Id;
        for (var i = 0; i <= ReactionView.MaxShown; i++)
            _crowd.Add(await _house.ArriveAsync($"Fan{i} Club", channels: _channel));
        await _house.SayAsync(_house.Owner, _channel, "The show was good");
        foreach (var fan in _crowd)
            await ReactAsync(fan, "👍", true);
    }

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task A_page_says_which_unnamed_reactions_are_the_readers_own()
    {
        var (first, last) = (_crowd[0], _crowd[^1]);
        var message = Assert.Single((await PageAsync(last)).Items, m => m.Note is null);
        Assert.Equal((21, false), (message.Reactions[0].Count, message.Reactions[0].First.Contains(last.User)));

        Assert.Equal([new OwnReaction(message.Seq, "👍")], (await PageAsync(last)).Own);
        Assert.Empty((await PageAsync(first)).Own);
        Assert.Empty((await PageAsync(_house.Owner)).Own);
        await ReactAsync(last, "👍", false);
        Assert.Empty((await PageAsync(last)).Own);
    }

    [Fact]
    public async Task Those_who_reacted_are_found_by_name()
    {
        await ReactAsync(_crowd[3], "🎉", true);

        Assert.Equal([_crowd[20].User], await FindAsync("👍", "fan20"));
        Assert.Equal(21, (await FindAsync("👍", "club")).Count);
        Assert.Empty(await FindAsync("🎉", "fan20"));
        Assert.Empty(await FindAsync("👍", "olga"));
    }

    [Fact]
    public async Task In_a_chat_too()
    {
        var (ada, bo) = (_crowd[0], _crowd[1]);
        var chat = (await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(ada, [bo.User]), Ct)).Value.Id;
        var said = await _house.SayAsync(ada, chat, "Good");
        foreach (var one in (Actor[])[ada, bo])
            await _house.Get<SetReaction>().ExecuteAsync(new SetReactionRequest(one, chat, said.Seq, "👍", true), Ct);

        var found = await _house.Get<ListReactors>().ExecuteAsync(new ListReactorsRequest(ada, chat, said.Seq, "👍", null, null, "fan1"), Ct);

        Assert.Equal([bo.User], found.Value.Items);
    }

    private async Task ReactAsync(Actor actor, string emoji, bool given)
    {
        var seq = (await PageAsync(_house.Owner)).Items.Single(m => m.Note is null).Seq;
        Assert.Null((await _house.Get<SetReaction>().ExecuteAsync(new SetReactionRequest(actor, _channel, seq, emoji, given), Ct)).Error);
    }

    private async Task<MessagePage> PageAsync(Actor reader) =>
        (await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(reader, _channel, MessageRange.Newest(50)), Ct)).Value;

    private async Task<IReadOnlyList<UserId>> FindAsync(string emoji, string query)
    {
        var seq = (await PageAsync(_house.Owner)).Items.Single(m => m.Note is null).Seq;
        var (found, cursor) = (new List<UserId>(), (string?)null);
        do
        {
            var page = (await _house.Get<ListReactors>().ExecuteAsync(new ListReactorsRequest(_crowd[0], _channel, seq, emoji, cursor, 8, query), Ct)).Value;
            found.AddRange(page.Items);
            cursor = page.Next?.ToString();
        }
        while (cursor is not null);
        return found;
    }
}
