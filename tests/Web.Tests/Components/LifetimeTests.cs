using AngleSharp.Dom;
using Bunit;
using Collab.Domain.Channels;
using Collab.Domain.Expiry;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Support.Houses;
using Collab.Web.Components.Kit;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Collab.Web.Tests.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>After how long messages disappear: where it is set, where it is seen, and how a row goes.</summary>
public sealed class LifetimeTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test
    private StreamView _team = null!; // set before each test
    private Task<DialogResult?> _answer = null!; // set by OpenAsync

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _team = await _house.ChannelAsync(_house.Owner, "team");
        _page = HousePages.Of(_house, _house.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task One_of_the_offered_times_or_any_other_is_saved_and_can_be_taken_away()
    {
        var host = await OpenAsync();
        Assert.Equal(["Never: they stay", "1 hour", "8 hours", "1 day", "7 days", "30 days", "90 days", "Another time…"], host.FindAll("[name=lifetime] option").Select(o => o.TextContent));
        await host.Find("[name=lifetime]").ChangeAsync(new ChangeEventArgs { Value = "-1" });
        await host.Find("[name=lifetime-number]").ChangeAsync(new ChangeEventArgs { Value = "45" });
        await host.Find("[name=lifetime-unit]").ChangeAsync(new ChangeEventArgs { Value = "60" });
        await host.Find("#lifetime").SubmitAsync();
        Assert.False((await _answer.WaitAsync(Ct))!.Canceled); // it was saved
        _team = await HeadAsync();
        Assert.Equal(2700, _team.LifetimeSeconds);

        await _page.DisposeAsync();
        _page = HousePages.Of(_house, _house.Owner);
        host = await OpenAsync();
        Assert.Contains("45 minutes", host.FindAll("[name=lifetime] option").Select(o => o.TextContent));
        await host.Find("[name=lifetime]").ChangeAsync(new ChangeEventArgs { Value = "0" });
        await host.Find("#lifetime").SubmitAsync();
        await _answer.WaitAsync(Ct);
        Assert.Null((await HeadAsync()).LifetimeSeconds);
    }

    [Fact]
    public async Task What_the_policy_does_not_allow_is_not_offered_and_what_is_no_time_is_refused_with_a_reason()
    {
        await _house.Get<SetExpiryPolicy>().ExecuteAsync(_house.Owner, new ExpiryPolicy(ExpiryScope.Everywhere, 7 * 86_400), Ct);
        var host = await OpenAsync();
        host.WaitForAssertion(() => Assert.Equal(["Never: they stay", "7 days", "30 days", "90 days", "Another time…"], host.FindAll("[name=lifetime] option").Select(o => o.TextContent)));
        await host.Find("[name=lifetime]").ChangeAsync(new ChangeEventArgs { Value = "-1" });
        await host.Find("[name=lifetime-number]").ChangeAsync(new ChangeEventArgs { Value = "525600" });
        await host.Find("[name=lifetime-unit]").ChangeAsync(new ChangeEventArgs { Value = "86400" });
        await host.Find("#lifetime").SubmitAsync();
        host.WaitForAssertion(() => Assert.Equal("Messages stay for 60 to 31536000 seconds, or for ever.", host.Find("[role=alert]").TextContent));

        await _house.Get<SetExpiryPolicy>().ExecuteAsync(_house.Owner, new ExpiryPolicy(ExpiryScope.Off, 60), Ct);
        await _page.DisposeAsync();
        _page = HousePages.Of(_house, _house.Owner);
        host = await OpenAsync();
        host.WaitForAssertion(() => Assert.Equal(["Never: they stay"], host.FindAll("[name=lifetime] option").Select(o => o.TextContent)));
        Assert.Contains("Messages do not disappear here", host.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_says_it_with_a_tooltip_and_offers_it_to_those_who_may()
    {
        await _house.Get<SetLifetime>().ExecuteAsync(_house.Owner, _team.Id, 7 * 86_400, Ct);
        var mark = (await HeaderAsync(_house.Owner)).Find("[data-lifetime].badge");
        Assert.Equal(("7 days", "Messages disappear after 7 days", "Messages disappear after 7 days"), (mark.TextContent, mark.GetAttribute("title"), mark.GetAttribute("aria-label")));
        Assert.NotNull((await HeaderAsync(_house.Owner)).Find("button[data-lifetime]"));

        var mia = await _house.ArriveAsync("Mia Member");
        await _house.Get<JoinChannel>().ExecuteAsync(mia, _team.Id, Ct);
        var header = await HeaderAsync(mia);
        Assert.Single(header.FindAll("[data-lifetime].badge"));
        Assert.Empty(header.FindAll("button[data-lifetime]"));
        var chat = (await _house.Get<OpenChat>().ExecuteAsync(new OpenChatRequest(mia, [_house.Owner.User]), Ct)).Value.Head;
        _team = chat;
        Assert.Single((await HeaderAsync(mia)).FindAll("button[data-lifetime]"));
    }

    [Fact]
    public async Task A_row_goes_at_its_instant_by_the_servers_clock_without_any_event_and_says_when_before()
    {
        await using var page = new PageContext();
        var at = page.Time.GetUtcNow().AddSeconds(90);
        page.Model.Post(StreamModel.Other, "stays");
        page.Model.Post(StreamModel.Other, "goes", expiresAt: at);
        page.Model.Post(StreamModel.Other, "goes later", expiresAt: at.AddSeconds(1));
        var feed = await page.FeedAsync();
        var list = page.Render<MessageList>(p => p.Add(l => l.Feed, feed).Add(l => l.Title, "#design").Add(l => l.ListId, "f").Add(l => l.OutboxKey, "1"));
        Assert.Equal(["1", "2", "3"], Rows());
        Assert.Null(list.Find("article").GetAttribute("data-expires"));
        Assert.StartsWith("Disappears on ", list.FindAll("article")[1].GetAttribute("data-expires"), StringComparison.Ordinal);

        page.Time.Advance(TimeSpan.FromSeconds(90) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(["1", "2", "3"], Rows());
        page.Time.Advance(TimeSpan.FromMilliseconds(1));
        list.WaitForAssertion(() => Assert.Equal(["1", "3"], Rows()));
        page.Time.Advance(TimeSpan.FromSeconds(1));
        list.WaitForAssertion(() => Assert.Equal(["1"], Rows()));

        string?[] Rows() => [.. list.FindAll("article[data-seq]").Select(r => r.GetAttribute("data-seq"))];
    }

    private async Task<StreamView> HeadAsync() => (await _house.Get<GetPlace>().ExecuteAsync(_house.Owner, _team.Id, Ct)).Value.Head;

    private async Task<IRenderedComponent<PlaceHeader>> HeaderAsync(Actor actor)
    {
        await _page.DisposeAsync();
        _page = HousePages.Of(_house, actor);
        await _page.Services.GetRequiredService<Session>().StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);
        var feed = _page.Services.GetRequiredService<CircuitLink>().Open(_team.Id, null);
        await feed.Messages.OpenAsync(null, Ct);
        return _page.Render<PlaceHeader>(p => p.Add(h => h.Feed, feed));
    }

    private async Task<IRenderedComponent<MudHost>> OpenAsync()
    {
        await _page.Services.GetRequiredService<Session>().StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);
        var host = _page.Render<MudHost>();
        var parameters = new DialogParameters<LifetimeDialog> { { d => d.Head, _team } };
        _answer = host.InvokeAsync(() => _page.Services.GetRequiredService<Dialogs>().ShowAsync<LifetimeDialog>("Disappearing messages", parameters));
        host.WaitForElement("#lifetime");
        return host;
    }
}
