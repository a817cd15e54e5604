using Collab.Domain.People;
using Collab.Domain.Presence;
using Collab.Support.Houses;
using Collab.Web.Components.Kit;
using Collab.Web.Components.Workspaces;
using Collab.Web.Realtime;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Components;

/// <summary>What begins with a slash is carried out and never posted.</summary>
public sealed class SlashCommandsTests : IAsyncLifetime
{
    private House _house = null!; // set before each test
    private PageContext _page = null!; // set before each test

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private SlashCommands Commands => _page.Services.GetRequiredService<SlashCommands>();

    private DateTimeOffset Now => _house.Installation.Time.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _house = await House.BuildAsync(Ct);
        _page = HousePages.Of(_house, _house.Owner);
        await _page.Services.GetRequiredService<Session>().StartAsync(new System.Security.Claims.ClaimsPrincipal(), null, Ct);
        await _page.People.EnsureAsync([_house.Owner.User], Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Theory]
    [InlineData("/status :palm_tree: On holiday for 3 days", "🌴", "On holiday", 3 * 24 * 60)]
    [InlineData("/status 🎧 Focusing 30m", "🎧", "Focusing", 30)]
    [InlineData("/STATUS  Back  at 5 ", PersonStatus.UsualEmoji, "Back at 5", null)]
    [InlineData("/status :tada:", "🎉", "", null)]
    [InlineData("/status Waiting for Godot", PersonStatus.UsualEmoji, "Waiting for Godot", null)]
    [InlineData("/status Bin weg für 2 Stunden", PersonStatus.UsualEmoji, "Bin weg", 120)]
    public async Task A_status_has_an_emoji_words_and_an_end(string typed, string emoji, string text, int? minutes)
    {
        Assert.Equal(CommandAnswer.Done, await Commands.RunAsync(typed));

        Assert.Equal(new PersonStatus(emoji, text, minutes is { } length ? Now.AddMinutes(length) : null, false), (await MeAsync()).Status);
        Assert.Single(_page.Services.GetRequiredService<Toasts>().Shown);

        Assert.Equal(CommandAnswer.Done, await Commands.RunAsync("/status clear"));
        Assert.Null((await MeAsync()).Status);
    }

    [Fact]
    public async Task A_status_that_cannot_be_is_refused_with_the_reason_and_none_at_all_opens_the_dialog()
    {
        Assert.Equal(new CommandAnswer(true, false, "This is not an emoji that we know."), await Commands.RunAsync("/status :no_such_thing: hello"));
        Assert.Equal($"A status has at most {PersonStatus.MaxLength} characters.", (await Commands.RunAsync("/status " + new string('x', 101))).Said);
        Assert.Null((await MeAsync()).Status);

        Assert.Equal(CommandAnswer.Done, await Commands.RunAsync("/status"));
        Assert.Equal(Overlay.Status, _page.Services.GetRequiredService<Screen>().Overlay);
    }

    [Fact]
    public async Task Notifications_are_paused_for_a_time_or_an_hour_and_turned_on_again()
    {
        await Commands.RunAsync("/dnd 45 min");
        Assert.Equal(Now.AddMinutes(45), (await MeAsync()).PausedUntil);
        await Commands.RunAsync("/dnd");
        Assert.Null((await MeAsync()).PausedUntil);
        await Commands.RunAsync("/dnd");
        Assert.Equal(Now.AddHours(1), (await MeAsync()).PausedUntil);
        await Commands.RunAsync("/dnd off");
        Assert.Null((await MeAsync()).PausedUntil);

        foreach (var words in new[] { "soon", "0m", "1000m", "-1h", "5 parsecs" })
            Assert.Equal(new CommandAnswer(true, false, $"“{words}” is no period. Write 30m, 2h, today, tomorrow or off."), await Commands.RunAsync($"/dnd {words}"));
        Assert.Null((await MeAsync()).PausedUntil);
    }

    [Fact]
    public async Task An_unknown_command_says_so()
    {
        Assert.Equal(new CommandAnswer(false, false, "There is no command /frobnicate. Nothing was sent."), await Commands.RunAsync("/frobnicate all of it"));
        Assert.Equal(new CommandAnswer(false, false, "There is no command /. Nothing was sent."), await Commands.RunAsync("/"));
    }

    [Fact]
    public void Commands_are_completed_with_hints()
    {
        Assert.Equal(["/status", "/dnd"], Commands.Suggest("").Select(s => s.Insert));
        var one = Assert.Single(Commands.Suggest("D"));
        Assert.Equal(("/dnd", "/dnd", "Pause notifications · [30m, 2h, today, tomorrow], or off"), (one.Insert, one.Title, one.Detail));
    }

    private async Task<Person> MeAsync() => (await _house.Get<GetPeople>().ExecuteAsync([_house.Owner.User], Ct)).Single();
}
