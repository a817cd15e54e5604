using Bunit;
using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Workspaces;
using Collab.Web.Tests.Components;
using Collab.Web.Tests.Realtime;
using Collab.Web.TownHalls;
using Xunit;

namespace Collab.Web.Tests.TownHalls;

/// <summary>A place's header says how many watch, while it is a town hall.</summary>
public sealed class PlaceHeaderTests
{
    [Fact]
    public async Task The_number_comes_changes_and_goes()
    {
        await using var page = new PageContext();
        var feed = await page.FeedAsync();
        var header = page.Render<PlaceHeader>(p => p.Add(h => h.Feed, feed));
        Assert.Empty(header.FindAll("[data-watching]"));

        await header.InvokeAsync(() => feed.Apply(new WatchingChanged(StreamModel.Id, 12_040)));
        Assert.Equal("12,040 watching", header.Find("[data-watching]").TextContent);

        await header.InvokeAsync(() => feed.Apply(new WatchingChanged(new StreamId(999), 5)));
        Assert.Equal("12040", header.Find("[data-watching]").GetAttribute("data-watching"));

        await header.InvokeAsync(() => feed.Apply(new WatchingChanged(StreamModel.Id, null)));
        Assert.Empty(header.FindAll("[data-watching]"));
    }
}
