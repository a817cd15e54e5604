using AngleSharp.Dom;
using Bunit;
using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Support.Houses;
using Collab.Web.Components.Kit;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>Who posts in a channel, as its managers set it.</summary>
public sealed class PostingDialogTests : IAsyncLifetime
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
    public async Task What_is_chosen_is_saved_and_threads_are_asked_about_only_where_not_everybody_posts()
    {
        var host = await OpenAsync();
        Assert.Empty(host.FindAll("input[type=checkbox]"));

        await host.FindAll("input[type=radio]")[1].ClickAsync(new());
        Assert.True(host.Find("input[type=checkbox]").HasAttribute("checked"));
        await host.Find("input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = false });
        await host.Find("select").ChangeAsync(new ChangeEventArgs { Value = "60" });
        await host.Find("#posting").SubmitAsync();

        Assert.False((await _answer.WaitAsync(Ct))!.Canceled); // it was saved
        var head = await HeadAsync();
        Assert.Equal((PostingPolicy.Managers, false, 60), (head.Posting, head.ThreadOnly, head.SlowModeSeconds));
    }

    [Fact]
    public async Task A_slow_mode_that_a_program_has_set_is_among_the_choices()
    {
        await _house.Get<ChangePosting>().ExecuteAsync(new ChangePostingRequest(_house.Owner, _team.Id, SlowModeSeconds: 45), Ct);
        _team = await HeadAsync();

        var host = await OpenAsync();

        Assert.Equal(["Off", "10 seconds", "30 seconds", "45 seconds", "1 minute", "5 minutes", "15 minutes", "60 minutes"], host.FindAll("select option").Select(o => o.TextContent));
        Assert.Equal("45", host.Find("select").GetAttribute("value"));
    }

    [Fact]
    public async Task Whoever_may_not_decide_any_more_is_told_and_the_dialog_stays()
    {
        var mia = await _house.ArriveAsync("Mia Member");
        await _page.DisposeAsync();
        _page = HousePages.Of(_house, mia);
        await _house.Get<JoinChannel>().ExecuteAsync(mia, _team.Id, Ct);
        var host = await OpenAsync();

        await host.Find("#posting").SubmitAsync();

        host.WaitForAssertion(() => Assert.Equal("Only managers of this channel may do this.", host.Find("[role=alert]").TextContent));
        Assert.False(_answer.IsCompleted);
    }

    private async Task<StreamView> HeadAsync() => (await _house.Get<GetPlace>().ExecuteAsync(_house.Owner, _team.Id, Ct)).Value.Head;

    private async Task<IRenderedComponent<MudHost>> OpenAsync()
    {
        await _page.Services.GetRequiredService<Session>().StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);
        var host = _page.Render<MudHost>();
        var parameters = new DialogParameters<PostingDialog> { { d => d.Head, _team } };
        _answer = host.InvokeAsync(() => _page.Services.GetRequiredService<Dialogs>().ShowAsync<PostingDialog>("Posting rights", parameters));
        host.WaitForElement("#posting");
        return host;
    }
}
