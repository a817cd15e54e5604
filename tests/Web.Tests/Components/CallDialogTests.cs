using Bunit;
using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Houses;
using Collab.Web.Components.Kit;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>The question before many are called.</summary>
public sealed class CallDialogTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test
    private StreamId _large;
    private UserId[] _crowd = [];

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _large = (await _house.ChannelAsync(_house.Owner, "large")).Id;
        NewSeat[] seats = [.. Enumerable.Range(0, 30).Select(_ => new NewSeat(_house.Get<IIdSource>().NextInAnyBucket<UserId>(), SeatRole.Member))];
        await _house.Get<ISeatStore>().AddAsync(_large, _house.Owner.User, seats, null, Ct);
        _crowd = [.. seats.Select(s => s.User)];
        _page = HousePages.Of(_house, _house.Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Theory]
    [InlineData(".mud-button-filled", CallDialog.Send)]
    [InlineData(".mud-dialog-actions button:nth-child(2)", CallDialog.Quiet)]
    [InlineData(".mud-dialog-actions button:nth-child(1)", CallDialog.Back)]
    public async Task It_says_how_many_are_called_and_online_and_gives_the_answer(string button, string expected)
    {
        _house.ComeOnline(_crowd[..4]);
        var (host, answer) = Ask("@channel look");

        Assert.Equal("Notify 30 people?", host.Find(".dialog-title").TextContent);
        Assert.Equal(["4 of them are online.", "It counts as a mention for each of them."], Facts(host));
        await host.Find(button).ClickAsync(new());

        Assert.Equal(expected, await answer.WaitAsync(Ct));
    }

    [Fact]
    public void Of_those_who_are_online_it_says_among_how_many_they_are()
    {
        _house.ComeOnline(_crowd[..25]);
        var (host, _) = Ask("@here look");

        Assert.Equal("Notify 25 people?", host.Find(".dialog-title").TextContent);
        Assert.Equal("@here calls those who are online or were in the last 5 minutes: 25 of 30.", Facts(host)[0]);
    }

    [Fact]
    public async Task What_may_not_be_sent_is_said_with_its_reason_and_can_only_be_sent_quietly()
    {
        var preview = new CallPreview(1200, null, 0, 0, new Error.Forbidden("broadcast.off", "Nobody calls everybody here."));
        var host = _page.Render<MudHost>();
        var parameters = new MudBlazor.DialogParameters<CallDialog> { { d => d.Preview, preview } };
        var answer = host.InvokeAsync(() => _page.Services.GetRequiredService<Dialogs>().ShowAsync<CallDialog>("This would notify 1,200 people", parameters));
        host.WaitForElement(".call-dialog");

        Assert.Equal("Nobody calls everybody here.", host.Find(".dialog-text").TextContent);
        Assert.Empty(host.FindAll(".mud-button-filled"));
        await host.Find(".mud-dialog-actions button:nth-child(2)").ClickAsync(new());
        Assert.Equal(CallDialog.Quiet, (await answer.WaitAsync(Ct))?.Data);
    }

    [Fact]
    public async Task Few_are_called_without_a_question()
    {
        var team = await _house.ChannelAsync(_house.Owner, "team");
        await StartAsync();

        Assert.Equal(CallDialog.Send, await _page.Services.GetRequiredService<CallAsking>().AskAsync(team.Id, "@channel look", false));
    }

    private (IRenderedComponent<MudHost> Host, Task<string> Answer) Ask(string text)
    {
        var host = _page.Render<MudHost>();
        var answer = host.InvokeAsync(async () =>
        {
            await StartAsync();
            return await _page.Services.GetRequiredService<CallAsking>().AskAsync(_large, text, false);
        });
        host.WaitForElement(".call-dialog");
        return (host, answer);
    }

    private Task StartAsync() => _page.Services.GetRequiredService<Session>().StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);

    private static string[] Facts(IRenderedComponent<MudHost> host) => [.. host.FindAll(".call-facts li").Select(fact => fact.TextContent.Trim())];
}
