using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

public sealed class MentionTests
{
    [Fact]
    public void A_known_handle_becomes_a_mention() =>
        Assert.Equal("<p>hi <span class=\"mention\" data-user=\"123\">@Ada Lovelace</span>!</p>", Message.Html("hi @Ada!"));

    [Fact]
    public void A_known_channel_becomes_a_channel_link() => Assert.Equal(
        "<p>see <span class=\"channel-link\" data-stream=\"77\">#design</span> and <span class=\"channel-link\" data-stream=\"78\">#设计</span></p>",
        Message.Html("see #Design and #设计"));

    [Fact]
    public void Unknown_names_stay_as_typed() =>
        Assert.Equal("<p>@Nobody in #nowhere</p>", Message.Html("@Nobody in #nowhere"));

    [Theory]
    [InlineData("@channel")]
    [InlineData("@everyone")]
    [InlineData("@all")]
    public void Broadcasts_reach_the_channel(string broadcast)
    {
        var message = Message.Parse(broadcast + " look");

        Assert.True(message.MentionsChannel);
        Assert.False(message.MentionsHere);
        Assert.Empty(message.Handles);
        Assert.Equal($"<p><span class=\"mention mention-all\">{broadcast}</span> look</p>", Message.Html(broadcast + " look"));
    }

    [Fact]
    public void Here_reaches_those_who_are_present()
    {
        var message = Message.Parse("Lunch @here.");

        Assert.True(message.MentionsHere);
        Assert.False(message.MentionsChannel);
    }

    [Fact]
    public void Handles_are_distinct_lower_case_and_in_order() =>
        Assert.Equal(["bo", "ada"], Message.Parse("@Bo @ada @BO").Handles);

    [Fact]
    public void A_full_stop_after_a_handle_may_or_may_not_belong_to_it()
    {
        Assert.Equal(["ada.", "ada"], Message.Parse("Ask @ada.").Handles);
        Assert.EndsWith("@Ada Lovelace</span>.</p>", Message.Html("Ask @ada."), StringComparison.Ordinal);
        Assert.EndsWith("@Ada L.</span>.</p>", Message.Html("Ask @ada.lovelace."), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("`@ada #design @channel`")]
    [InlineData("```\n@ada #design @channel\n```")]
    [InlineData("    @ada #design @channel")]
    [InlineData("[@ada #design @channel](https://a.example)")]
    [InlineData("![@ada #design @channel](https://a.example)")]
    [InlineData("https://a.example/@ada/#design")]
    [InlineData("\\@ada \\#design \\@channel")]
    [InlineData("mail@ada.example a#design")]
    [InlineData("@ada@social.example ##design x/@ada &#design")]
    public void Code_links_addresses_and_escapes_name_nobody(string text)
    {
        var message = Message.Parse(text);

        Assert.Empty(message.Handles);
        Assert.Empty(message.ChannelNames);
        Assert.False(message.MentionsChannel || message.MentionsHere);
        Assert.DoesNotContain("<span", Message.Html(text).Replace("<span class=\"real-host", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("**@ada**")]
    [InlineData("_@ada_")]
    [InlineData("~~@ada~~")]
    [InlineData("(@ada)")]
    [InlineData("你好@ada你好")]
    [InlineData("- @ada")]
    [InlineData("> @ada")]
    [InlineData("# @ada")]
    [InlineData("|@ada|b|\n|-|-|")]
    [InlineData("@ada's")]
    public void Mentions_work_wherever_text_does(string text)
    {
        Assert.Contains("ada", Message.Parse(text).Handles);
        Assert.Contains("<span class=\"mention\" data-user=\"123\">@Ada Lovelace</span>", Message.Html(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_beyond_its_longest_is_none()
    {
        Assert.Single(Message.Parse("@" + new string('a', 64)).Handles);
        Assert.Empty(Message.Parse("@" + new string('a', 65)).Handles);
        Assert.Single(Message.Parse("#" + new string('a', 80)).ChannelNames);
        Assert.Empty(Message.Parse("#" + new string('a', 81)).ChannelNames);
    }
}
