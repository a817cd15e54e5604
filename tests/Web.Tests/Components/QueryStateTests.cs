using Collab.Web.Components.Workspaces;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class QueryStateTests
{
    private readonly Address _bar = new();
    private readonly QueryState _state = new();

    [Fact]
    public void The_first_address_is_news_and_the_same_again_is_not()
    {
        Assert.True(_state.IsNew("http://h/browse?q=a%26b", out var query));
        Assert.Equal("a&b", query["q"]);
        Assert.False(_state.IsNew("http://h/browse?q=a%26b", out _));
        Assert.True(_state.IsNew("http://h/browse", out query));
        Assert.Null(query["q"]);
    }

    [Fact]
    public void Echoes_of_what_was_typed_are_not_news_until_the_last_has_come_back()
    {
        _state.IsNew("http://h/browse", out _);
        Assert.Equal("/browse?q=a", _state.Say(_bar, ("q", "a"), ("show", null)));
        Assert.Equal("/browse?q=ab", _state.Say(_bar, ("q", "ab"), ("show", null)));
        Assert.False(_state.IsNew("http://h/browse?q=a", out _));
        Assert.False(_state.IsNew("http://h/browse?q=ab", out _));
        Assert.True(_state.IsNew("http://h/browse?q=other", out _));
    }

    [Fact]
    public void A_click_is_news_though_an_echo_is_on_its_way()
    {
        _state.IsNew("http://h/browse", out _);
        _state.Say(_bar, ("q", "a"));
        Assert.True(_state.IsNew("http://h/browse?q=a&tab=files", out var query));
        Assert.Equal("files", query["tab"]);
        // Back to what was typed is a click as well.
        Assert.True(_state.IsNew("http://h/browse?q=a", out _));
    }

    [Fact]
    public void Values_are_escaped_and_empty_ones_leave_a_bare_address() =>
        Assert.Equal(("/browse?q=a%26b%3D%23", "/browse"), (_state.Say(_bar, ("q", "a&b=#")), _state.Say(_bar, ("q", null))));

    private sealed class Address : NavigationManager
    {
        public Address() => Initialize("http://h/", "http://h/browse");
    }
}
