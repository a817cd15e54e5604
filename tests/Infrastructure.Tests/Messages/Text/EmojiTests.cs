using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

public sealed class EmojiTests
{
    [Theory]
    [InlineData("well done :tada: you", "<p>well done 🎉 you</p>")]
    [InlineData(":+1: ok", "<p>👍 ok</p>")]
    [InlineData("ok :wave::skin-tone-3:", "<p>ok 👋🏼</p>")]
    [InlineData("x:tada::tada:", "<p>x🎉🎉</p>")]
    [InlineData("**:tada:**", "<p><strong>🎉</strong></p>")]
    public void A_shortcode_becomes_its_emoji(string text, string html) => Assert.Equal(html, Message.Html(text));

    [Theory]
    [InlineData(":no_such_emoji:")]
    [InlineData("at 10:100:30")]
    [InlineData("std::cat::x")]
    [InlineData("a: b: c::")]
    public void Other_colons_stay(string text) => Assert.Equal($"<p>{text}</p>", Message.Html(text));

    [Fact]
    public void A_shortcode_in_code_stays() => Assert.Equal("<p><code>:tada:</code></p>", Message.Html("`:tada:`"));

    [Theory]
    [InlineData(":tada:")]
    [InlineData("🎉 👍🏽 ❤️")]
    [InlineData("👩‍👩‍👧‍👦🇩🇪")]
    [InlineData(":tada::tada::tada::tada::tada::tada:\n:tada::tada::tada::tada::tada::tada:")]
    public void A_message_of_up_to_twelve_emoji_alone_is_large(string text) =>
        Assert.StartsWith("<p class=\"jumbo\">", Message.Html(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("ok :tada:")]
    [InlineData("12")]
    [InlineData("> 🎉")]
    [InlineData("🎉\n\n🎉")]
    [InlineData("🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉")]
    public void Any_other_message_is_not(string text) => Assert.DoesNotContain("jumbo", Message.Html(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("tada", "🎉")]
    [InlineData(":tada:", "🎉")]
    [InlineData("TADA", "🎉")]
    [InlineData("flag-de", "🇩🇪")]
    [InlineData("🎉", "🎉")]
    [InlineData("❤", "❤️")]
    [InlineData("❤️", "❤️")]
    [InlineData("👍🏽", "👍🏽")]
    [InlineData("☝🏿", "☝🏿")]
    [InlineData("🫱🏻‍🫲🏿", "🫱🏻‍🫲🏿")]
    [InlineData("🚣🏻‍♂", "🚣🏻‍♂️")]
    public void Emoji_are_found_by_code_by_character_and_by_skin_tone(string wanted, string unicode)
    {
        Assert.True(Message.Emoji.TryFind(wanted, out var emoji));
        Assert.Equal(unicode, emoji.Unicode.TrimEnd());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such")]
    [InlineData("é")]
    [InlineData("🎉🎉")]
    [InlineData("🎉🏽")]
    [InlineData("🏽")]
    public void What_is_no_emoji_is_not_found(string wanted) => Assert.False(Message.Emoji.TryFind(wanted, out _));

    [Fact]
    public void Every_emoji_is_found_by_its_shortcode_and_by_itself() => Assert.All(Message.Emoji.All, emoji =>
    {
        Assert.True(Message.Emoji.TryFind(emoji.Shortcode, out var byCode) && byCode == emoji, emoji.Shortcode);
        Assert.True(Message.Emoji.TryFind(emoji.Unicode, out var byUnicode) && byUnicode == emoji, emoji.Unicode);
    });

    [Fact]
    public void Search_prefers_the_shortcode_then_the_name_then_keywords()
    {
        Assert.Equal("tada", Message.Emoji.Search("tada", 5)[0].Shortcode);
        Assert.Contains(Message.Emoji.Search(":wave", 3), emoji => emoji.Unicode == "👋");
        Assert.Contains(Message.Emoji.Search("goodbye", 20).Concat(Message.Emoji.Search("bye", 20)), emoji => emoji.Unicode == "👋");
        Assert.Equal(7, Message.Emoji.Search("s", 7).Count);
        Assert.Empty(Message.Emoji.Search("zzzz", 10));
        Assert.Empty(Message.Emoji.Search("a", 0));
    }
}
