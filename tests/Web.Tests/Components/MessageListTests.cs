using AngleSharp.Dom;
using Bunit;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Collab.Web.Tests.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class MessageListTests : IAsyncDisposable
{
    private readonly PageContext _page = new();

    public async ValueTask DisposeAsync() => await _page.DisposeAsync();

    [Fact]
    public async Task Rows_are_plain_html_without_a_component_in_them()
    {
        Fill(60);
        var list = Render(await _page.FeedAsync());

        Assert.Equal(50, list.FindAll("article[data-seq]").Count);
        Assert.DoesNotContain(list.FindComponents<ComponentBase>(), c => c.Instance is not MessageList);
        Assert.DoesNotContain("mud-", list.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Appending_a_message_renders_the_list_once_and_leaves_every_old_row_as_it_is()
    {
        Fill(60);
        var feed = await _page.FeedAsync();
        var list = Render(feed);
        var (renders, before) = (list.RenderCount, Rows(list));

        await list.InvokeAsync(() => feed.Apply(_page.Model.Post(StreamModel.Other, "new")));

        Assert.Equal(renders + 1, list.RenderCount);
        Assert.Equal(before, Rows(list)[..before.Length]);
        Assert.Equal(before.Length + 1, Rows(list).Length);
    }

    [Fact]
    public async Task Nothing_is_rendered_for_what_is_known_already()
    {
        Fill(3);
        var feed = await _page.FeedAsync();
        var list = Render(feed);
        var posted = _page.Model.Post(StreamModel.Other, "new");
        await list.InvokeAsync(() => feed.Apply(posted));
        var renders = list.RenderCount;

        await list.InvokeAsync(() => feed.Apply(posted));

        Assert.Equal(renders, list.RenderCount);
    }

    [Fact]
    public async Task An_own_row_goes_from_sending_to_posted()
    {
        var feed = await _page.FeedAsync();
        var list = Render(feed);

        await list.InvokeAsync(() => feed.Messages.AddPending(new PendingRow("k1", "Hello <b>", DateTimeOffset.UnixEpoch, PendingState.Sending)));
        Assert.Equal(("sending", "Hello <b>"), (State(list), list.Find("article .plain").TextContent));

        await list.InvokeAsync(() => feed.Apply(_page.Model.Post(StreamModel.Me, "k1")));
        Assert.Equal("posted", State(list));
    }

    [Fact]
    public async Task A_refused_row_says_why_and_what_can_be_done()
    {
        var feed = await _page.FeedAsync();
        var list = Render(feed);
        await list.InvokeAsync(() => feed.Messages.AddPending(new PendingRow("k1", "Hello", DateTimeOffset.UnixEpoch, PendingState.Sending)));

        await list.InvokeAsync(() => feed.Messages.Refuse("k1", "This channel is archived."));

        Assert.Equal("failed", State(list));
        Assert.Contains("This channel is archived.", list.Find(".failed").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Try again", "Edit", "Copy", "Delete"], list.FindAll(".failed button").Select(b => b.TextContent));
    }

    [Fact]
    public async Task A_reaction_shows_who_gave_it()
    {
        Fill(1);
        var feed = await _page.FeedAsync();
        var list = Render(feed);

        await list.InvokeAsync(() => feed.Apply(_page.Model.React(0)));

        Assert.Equal("Bo Diddley reacted with 👍", list.Find(".pill").GetAttribute("aria-label"));
        Assert.Equal("B", list.Find(".pill .avatar").GetAttribute("data-initials"));
        Assert.Equal("false", list.Find(".pill").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Ones_own_reaction_among_more_than_a_message_names_is_pressed_until_it_is_taken_back()
    {
        Fill(1);
        _page.Model.ReactAsCrowd(0, 25);
        _page.Model.Own.Add(new OwnReaction(1, "👍"));
        var feed = await _page.FeedAsync();
        var list = Render(feed);
        Assert.Equal(("true", "15"), (list.Find(".pill").GetAttribute("aria-pressed"), list.Find(".pill").GetAttribute("data-unnamed")));

        await list.InvokeAsync(() => feed.Apply(_page.Model.ReactAsMe(0, given: false)));
        Assert.Equal("false", list.Find(".pill").GetAttribute("aria-pressed"));

        await list.InvokeAsync(() => feed.Apply(_page.Model.ReactAsMe(0, given: true)));
        Assert.Equal("true", list.Find(".pill").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task An_edited_message_has_a_button_to_its_earlier_texts()
    {
        Fill(2);
        var feed = await _page.FeedAsync();
        var list = Render(feed);

        await list.InvokeAsync(() => feed.Apply(_page.Model.Edit(0)));

        Assert.Equal("(edited)", list.Find("article[data-seq='1'] button[data-do=edits]").TextContent);
        Assert.Empty(list.FindAll("article[data-seq='2'] button[data-do=edits]"));
    }

    [Fact]
    public async Task A_recalled_message_is_a_line_that_says_who_and_lets_nothing_be_done()
    {
        Fill(1);
        var feed = await _page.FeedAsync();
        var list = Render(feed);
        await list.InvokeAsync(() => feed.Apply(_page.Model.React(0)));

        await list.InvokeAsync(() => feed.Apply(_page.Model.Recall(0)));

        var gone = list.Find("article[data-seq='1']");
        Assert.Equal("recalled", gone.GetAttribute("data-state"));
        Assert.StartsWith("Bo Diddley recalled a message", gone.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(gone.QuerySelectorAll("button, .pill, .avatar, .body"));
    }

    [Fact]
    public async Task Who_recalled_it_here_may_send_it_again_for_ten_minutes()
    {
        _page.Model.Post(StreamModel.Me, "own");
        var feed = await _page.FeedAsync();
        var list = Render(feed);
        var texts = _page.Services.GetRequiredService<RecalledTexts>();
        texts.Keep(StreamModel.Id, 1, "what it said");
        await list.InvokeAsync(() => feed.Apply(_page.Model.Recall(0)));

        Assert.Equal("Edit and send again", list.Find("[data-do=again]").TextContent);
        Assert.DoesNotContain("what it said", list.Markup, StringComparison.Ordinal);
        Assert.Null(texts.Find(StreamModel.Id, 2));

        _page.Time.Advance(RecalledTexts.Kept);
        list.WaitForAssertion(() => Assert.Empty(list.FindAll("[data-do=again]")));
        Assert.Null(texts.Find(StreamModel.Id, 1));
    }

    [Fact]
    public async Task The_root_of_a_thread_that_was_recalled_says_so_above_its_replies()
    {
        _page.Model.Post(StreamModel.Other, "root");
        _page.Model.Reply(0);
        var recalled = ((MessageEvent)_page.Model.Recall(0)).Message;
        var list = _page.Render<MessageList>(p => p.Add(l => l.Feed, null).Add(l => l.Title, "t").Add(l => l.ListId, "t").Add(l => l.OutboxKey, "k").Add(l => l.Root, recalled));

        var root = list.Find("article[data-root]");
        Assert.Equal(("recalled", "t-root"), (root.GetAttribute("data-state"), root.Id));
        Assert.Contains("1 reply", list.Find(".divider.replies").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_respond_is_offered_only_what_reads()
    {
        Fill(1);
        var list = Render(await _page.FeedAsync(), mayRespond: false);

        Assert.Equal(["forward", "menu"], list.FindAll(".toolbar button").Select(b => b.GetAttribute("data-do")));
        Assert.Equal(["forward", "edits", "reactors", "keep", "unkeep", "link", "copy", "unread", "select", "hide", "recall"], list.FindAll(".row-menu [role=menuitem]").Select(b => b.GetAttribute("data-do")));
    }

    [Fact]
    public async Task The_list_is_a_log_named_for_its_place_and_rows_are_numbered_articles()
    {
        Fill(2);
        var list = Render(await _page.FeedAsync());

        Assert.Equal(("off", "Messages in #design"), (list.Find("[role=log]").GetAttribute("aria-live"), list.Find("[role=log]").GetAttribute("aria-label")));
        var row = list.FindAll("article")[1];
        Assert.Equal(("2", "2", "-1", "posted"), (row.GetAttribute("data-seq"), row.GetAttribute("aria-posinset"), row.GetAttribute("aria-setsize"), row.GetAttribute("data-state")));
        Assert.NotNull(list.Find("[data-divider=day]"));
        Assert.NotNull(list.Find("[data-divider=new]"));
    }

    [Fact]
    public async Task A_row_is_drawn_again_when_its_author_gets_another_name()
    {
        Fill(1);
        var feed = await _page.FeedAsync();
        var list = Render(feed);
        Assert.Equal("Bo Diddley", list.Find(".author").TextContent);

        _page.People.Put([_page.People.Find(StreamModel.Other)! with { DisplayName = "Bo Peep" }]);
        await list.InvokeAsync(() => feed.Apply(_page.Model.Post(StreamModel.Other, "new")));

        Assert.Equal("Bo Peep", list.Find(".author").TextContent);
    }

    [Fact]
    public async Task Older_messages_come_before_the_rows_without_touching_them()
    {
        Fill(120);
        var feed = await _page.FeedAsync();
        var list = Render(feed);
        var before = Rows(list);

        await list.InvokeAsync(() => feed.Messages.LoadOlderAsync(Xunit.TestContext.Current.CancellationToken));

        var after = Rows(list);
        Assert.Equal(100, after.Length);
        Assert.Equal(before[1..], after[51..]);
        Assert.Equal(Enumerable.Range(21, 100).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)), list.FindAll("article").Select(a => a.GetAttribute("data-seq")));
    }

    private static string? State(IRenderedComponent<MessageList> list) => list.Find("article").GetAttribute("data-state");

    private static string[] Rows(IRenderedComponent<MessageList> list) => [.. list.FindAll("article").Select(a => a.OuterHtml)];

    private void Fill(int messages)
    {
        for (var i = 0; i < messages; i++)
            _page.Model.Post(StreamModel.Other, $"old-{i}");
    }

    private IRenderedComponent<MessageList> Render(LiveFeed feed, bool mayRespond = true) =>
        _page.Render<MessageList>(p => p
            .Add(l => l.Feed, feed)
            .Add(l => l.Title, "#design")
            .Add(l => l.ListId, "f")
            .Add(l => l.OutboxKey, "4096")
            .Add(l => l.MayRespond, mayRespond));
}
