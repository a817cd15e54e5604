using AngleSharp.Dom;
using Bunit;
using Collab.Domain.Channels;
using Collab.Domain.Edits;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Support.Houses;
using Collab.Web.Components.Kit;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Collab.Web.Tests.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.References;

/// <summary>Cards, the dialog that passes on, and what the page knows of what messages refer to: as Bo sees it.</summary>
public sealed class ReferencePagesTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test
    private Actor _bo = null!; // set before each test
    private StreamId _secret;
    private StreamId _open;
    private MessageView _source = null!; // set before each test
    private bool _isClosed;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private ReferenceBook Book => _page.Services.GetRequiredService<ReferenceBook>();

    private RecallSight Recall => _page.Services.GetRequiredService<RecallSight>();

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _bo = await _house.ArriveAsync("Bo Diddley");
        _secret = (await _house.ChannelAsync(_house.Owner, "secret", ChannelVisibility.Private)).Id;
        _open = (await _house.ChannelAsync(_house.Owner, "open")).Id;
        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_house.Owner, _secret, [_bo.User]), Ct);
        await _house.Get<JoinChannel>().ExecuteAsync(_bo, _open, Ct);
        _source = await _house.SayAsync(_house.Owner, _secret, "The <b>word</b>");
        _page = HousePages.Of(_house, _bo);
        var session = _page.Services.GetRequiredService<Session>();
        await session.StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);
        session.SetWorkspaces([new MyWorkspace(_house.Workspace, WorkspaceRole.Member)]);
        session.Enter(_house.Workspace.Slug);
        _page.Services.GetRequiredService<Sidebar>().Load(_bo.User, [(await _house.PlaceAsync(_bo, _secret))!, (await _house.PlaceAsync(_bo, _open))!]);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_card_says_whose_words_where_and_when_and_leads_there()
    {
        var card = Card((await PreviewAsync()).Single());

        Assert.Equal($"/w/{_house.Workspace.Slug}/c/{_secret}/m/{_source.Seq}", card.Find("a.ref-card").GetAttribute("href"));
        Assert.Equal("The <b>word</b>", card.Find(".ref-text").TextContent);
        Assert.Equal(("Olga Owner", "#secret"), (card.Find(".ref-head b").TextContent, card.Find(".ref-place").TextContent));
        Assert.Empty(card.FindAll(".ref-text b"));
    }

    [Fact]
    public void What_is_not_seen_has_no_link_and_no_name()
    {
        foreach (var (source, text) in new[] { (SourceView.Invisible, "A message from a place you cannot see"), (SourceView.Recalled, "This message was recalled") })
        {
            var card = Card(source);
            Assert.Equal(text, card.Find(".ref-card").TextContent.Trim());
            Assert.Empty(card.FindAll("a, b, time"));
        }

        Assert.Equal("waiting", _page.Render(ReferenceCard.Of(ReferenceKind.Quote, null, Words, isWaiting: true)).Find(".ref-card").GetAttribute("data-state"));
    }

    [Fact]
    public async Task The_page_knows_what_is_shown_and_lets_go_of_what_is_recalled_before_it_is_read_again()
    {
        var carrier = await ForwardAsync();
        await KnowAsync(carrier);
        Assert.Equal("The <b>word</b>", Found(carrier).Excerpt);

        var recalled = (await _house.Get<RecallMessage>().ExecuteAsync(_house.Owner, _secret, _source.Seq, Ct)).Value;
        Recall.Apply(new MessageRecalled { Id = new EventId(1), Head = await HeadAsync(_secret), Message = recalled });
        Assert.Equal(SourceState.Recalled, Found(carrier).State);

        Book.Show(this, []);
        Assert.Null(Book.Find(_open, carrier.Seq));
    }

    [Fact]
    public async Task An_edit_of_the_source_and_lost_news_are_read_again()
    {
        var carrier = await ForwardAsync();
        await KnowAsync(carrier);
        var edited = (await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_house.Owner, _secret, _source.Seq, "Other words"), Ct)).Value;
        Assert.False(Book.NeedsReading);
        Book.Apply(new MessageEdited { Id = new EventId(1), Head = await HeadAsync(_secret), Message = edited });
        Assert.True(Book.NeedsReading);
        await Book.ReadAsync(Ct);
        Assert.Equal("Other words", Found(carrier).Excerpt);

        await _house.Get<EditMessage>().ExecuteAsync(new EditMessageRequest(_house.Owner, _secret, _source.Seq, "Missed words"), Ct);
        Recall.TellStale();
        Assert.True(Book.NeedsReading);
        await Book.ReadAsync(Ct);
        Assert.Equal("Missed words", Found(carrier).Excerpt);
    }

    [Fact]
    public async Task Whoever_is_put_out_of_the_place_sees_nothing_of_it_from_that_moment_on()
    {
        var carrier = await ForwardAsync();
        await KnowAsync(carrier);
        await _house.Get<RemoveMember>().ExecuteAsync(_house.Owner, _secret, _bo.User, Ct);
        Book.Apply(new MembersLeft { Id = new EventId(1), Head = await HeadAsync(_secret), Users = [_house.Owner.User] });
        Assert.Equal(SourceState.Visible, Found(carrier).State);
        Book.Apply(new MembersLeft { Id = new EventId(2), Head = await HeadAsync(_secret), Users = [_bo.User] });
        Assert.Equal(SourceView.Invisible, Found(carrier));
        await Book.ReadAsync(Ct);
        Assert.Equal(SourceView.Invisible, Found(carrier));

        await _house.Get<AddMembers>().ExecuteAsync(new AddMembersRequest(_house.Owner, _secret, [_bo.User]), Ct);
        Book.Apply(new MembersJoined { Id = new EventId(3), Head = await HeadAsync(_secret), Users = [_bo.User] });
        await Book.ReadAsync(Ct);
        Assert.Equal(SourceState.Visible, Found(carrier).State);
    }

    [Fact]
    public async Task The_dialog_warns_of_places_that_could_not_see_the_source_and_sends_once()
    {
        var dialog = Open(_secret, _source.Seq);
        dialog.WaitForAssertion(() => Assert.Equal("The <b>word</b>", dialog.Find(".ref-text").TextContent));
        Assert.True(dialog.Find("[data-forward]").HasAttribute("disabled"));

        await OptionOf(dialog, "secret").ClickAsync(new());
        Assert.Empty(dialog.FindAll(".forward-warning"));
        await dialog.Find(".forward-to button").ClickAsync(new());
        await OptionOf(dialog, "open").ClickAsync(new());
        Assert.Contains("People in #open could not see the original place", dialog.Find(".forward-warning").TextContent, StringComparison.Ordinal);
        await dialog.Find(".forward-note").InputAsync(new ChangeEventArgs { Value = "See this" });
        await dialog.Find("[data-forward]").ClickAsync(new());
        await dialog.Find("[data-forward]").ClickAsync(new());

        Assert.True(_isClosed);
        var sent = Assert.Single(await SaidAsync(_open));
        Assert.Equal("See this", sent.Text);
        Assert.Equal([ReferenceKind.Forward], sent.References);
        var toast = _page.Services.GetRequiredService<Toasts>().Shown[0];
        Assert.Equal(("Forwarded to #open", $"/w/{_house.Workspace.Slug}/c/{_open}"), (toast.Text, toast.Link?.Href));
    }

    [Fact]
    public async Task A_source_that_anybody_may_read_needs_no_warning()
    {
        var said = await _house.SayAsync(_house.Owner, _open, "for all");
        var dialog = Open(_open, said.Seq);
        dialog.WaitForAssertion(() => Assert.Equal("for all", dialog.Find(".ref-text").TextContent));
        await OptionOf(dialog, "secret").ClickAsync(new());
        Assert.Empty(dialog.FindAll(".forward-warning"));
    }

    [Fact]
    public async Task What_was_recalled_while_the_dialog_was_open_is_not_sent_and_the_dialog_says_so()
    {
        var other = await _house.SayAsync(_house.Owner, _secret, "another");
        var dialog = Open(_secret, _source.Seq, other.Seq);
        dialog.WaitForAssertion(() => Assert.Equal(2, dialog.FindAll(".ref-text").Count));
        var recalled = (await _house.Get<RecallMessage>().ExecuteAsync(_house.Owner, _secret, other.Seq, Ct)).Value;
        await dialog.InvokeAsync(async () => Recall.Apply(new MessageRecalled { Id = new EventId(1), Head = await HeadAsync(_secret), Message = recalled }));
        dialog.WaitForAssertion(() => Assert.Equal("recalled", dialog.FindAll(".ref-card")[1].GetAttribute("data-state")));
        await OptionOf(dialog, "open").ClickAsync(new());
        await dialog.Find("[data-forward]").ClickAsync(new());
        Assert.False(_isClosed);
        Assert.Contains("was recalled", dialog.Find(".forward-warning.danger").TextContent, StringComparison.Ordinal);
        Assert.Single(await SaidAsync(_open));

        // Again: what has gone does not go twice.
        await dialog.Find("[data-forward]").ClickAsync(new());
        Assert.Single(await SaidAsync(_open));
    }

    [Fact]
    public async Task A_quote_of_a_draft_is_shown_as_it_is_now()
    {
        var draft = _page.Services.GetRequiredService<QuoteDraft>();
        var card = Assert.Single((await draft.ShowAsync([new SentQuote(_secret.ToString(), _source.Seq)]))!);
        Assert.Equal(new QuoteCard("visible", "Olga Owner", "The <b>word</b>"), card);
        await _house.Get<RecallMessage>().ExecuteAsync(_house.Owner, _secret, _source.Seq, Ct);
        Assert.Equal(new QuoteCard("recalled", "", "This message was recalled"), Assert.Single((await draft.ShowAsync([new SentQuote(_secret.ToString(), _source.Seq)]))!));
        Assert.Equal("invisible", Assert.Single((await draft.ShowAsync([new SentQuote("nonsense", 1)]))!).State);
    }

    private CardWords Words => _page.Services.GetRequiredService<CardWords>();

    private IRenderedComponent<IComponent> Card(SourceView source) => _page.Render(ReferenceCard.Of(ReferenceKind.Forward, source, Words));

    private IRenderedComponent<ForwardDialog> Open(StreamId stream, params long[] seqs) =>
        _page.Render<ForwardDialog>(ps => ps.Add(d => d.Of, new MessageDialog.Forward(stream, seqs)).Add(d => d.OnClose, () => _isClosed = true));

    private static IElement OptionOf(IRenderedComponent<ForwardDialog> dialog, string place) => dialog.FindAll("[role=option]").Single(o => o.TextContent.Trim().EndsWith(place, StringComparison.Ordinal));

    private async Task<IReadOnlyList<SourceView>> PreviewAsync()
    {
        var sources = await _page.Services.GetRequiredService<ForwardActs>().PreviewAsync([new MessageReference(ReferenceKind.Forward, _secret, _source.Seq)]);
        await _page.People.EnsureAsync([_house.Owner.User], Ct);
        return sources;
    }

    private async Task<MessageView> ForwardAsync() =>
        (await _house.Get<PostMessage>().ExecuteAsync(
            new PostMessageRequest(_house.Owner, _open, "look", _house.NewKey()) { References = [new MessageReference(ReferenceKind.Forward, _secret, _source.Seq)] }, Ct)).Value;

    private async Task KnowAsync(MessageView carrier)
    {
        Book.Show(this, [(carrier.Stream, carrier.Seq)]);
        Assert.True(Book.NeedsReading);
        await Book.ReadAsync(Ct);
    }

    private SourceView Found(MessageView carrier) => Assert.Single(Book.Find(carrier.Stream, carrier.Seq)!).Source;

    private async Task<StreamView> HeadAsync(StreamId stream) => (await _house.Get<GetStream>().ExecuteAsync(_house.Owner, stream, Ct)).Value;

    private async Task<IReadOnlyList<MessageView>> SaidAsync(StreamId stream) =>
        [.. (await _house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(_bo, stream, MessageRange.Newest(50)), Ct)).Value.Items.Where(m => m.Note is null)];
}
