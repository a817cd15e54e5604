using Collab.Domain.Shared.Ids;
using Collab.Web.Components.Workspaces;
using Xunit;

namespace Collab.Web.Tests.Components;

public class AddressTests
{
    [Theory]
    [InlineData("/", MainView.Home, PaneView.None)]
    [InlineData("/w/acme", MainView.Home, PaneView.None)]
    [InlineData("/org", MainView.Organization, PaneView.None)]
    [InlineData("/org/nodes", MainView.Organization, PaneView.None)]
    [InlineData("/w/acme/c/12", MainView.Place, PaneView.None)]
    [InlineData("/w/acme/c/design", MainView.Place, PaneView.None)]
    [InlineData("/w/acme/d/12", MainView.Place, PaneView.None)]
    [InlineData("/w/acme/c/12/m/7", MainView.Place, PaneView.None)]
    [InlineData("/w/acme/c/12/m/7/receipts", MainView.Place, PaneView.None)]
    [InlineData("/w/acme/c/12/m/7/readers", MainView.NotFound, PaneView.None)]
    [InlineData("/w/acme/c/12/receipts", MainView.NotFound, PaneView.None)]
    [InlineData("/w/acme/c/12/t/7", MainView.Place, PaneView.Thread)]
    [InlineData("/w/acme/c/12/t/7/m/3", MainView.Place, PaneView.Thread)]
    [InlineData("/w/acme/d/12/members", MainView.Place, PaneView.Members)]
    [InlineData("/w/acme/c/12/details", MainView.Place, PaneView.Details)]
    [InlineData("/w/acme/new", MainView.New, PaneView.None)]
    [InlineData("/w/acme/browse", MainView.Browse, PaneView.None)]
    [InlineData("/w/acme/people/5", MainView.People, PaneView.Profile)]
    [InlineData("/w/acme/d/general", MainView.NotFound, PaneView.None)]
    [InlineData("/w/acme/c/12/m/0", MainView.NotFound, PaneView.None)]
    [InlineData("/w/acme/c/12/m/x", MainView.NotFound, PaneView.None)]
    [InlineData("/w/acme/c/12/t/99999999999999999999", MainView.NotFound, PaneView.None)]
    [InlineData("/w/acme/whatever", MainView.NotFound, PaneView.None)]
    public void An_address_leads_where_it_says(string path, MainView view, PaneView pane)
    {
        var address = Address.Parse(path);

        Assert.Equal((view, pane), (address.View, address.Pane));
    }

    [Fact]
    public void A_thread_address_holds_place_root_and_reply()
    {
        var address = Address.Parse("/w/acme/c/12/t/7/m/3");

        Assert.Equal((new StreamId(12), 7L, 3L), (address.Stream, address.Thread, address.Reply));
    }
}
