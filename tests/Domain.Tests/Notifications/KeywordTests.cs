using Collab.Domain.Notifications;
using Xunit;

namespace Collab.Domain.Tests.Notifications;

public sealed class KeywordTests
{
    [Theory]
    [InlineData("deploy", "We Deploy at noon.", true)]
    [InlineData("deploy", "The deployment is done.", false)]
    [InlineData("deploy", "**deploy**, then rest", true)]
    [InlineData("Release Train", "the release  train, it left", true)]
    [InlineData("release train", "the release of a train", false)]
    [InlineData("release, train!", "a release-train", true)]
    [InlineData("c3", "c3po", false)]
    [InlineData("Straße", "an der STRASSE", false)]
    [InlineData("straße", "in der Straße", true)]
    [InlineData("ÄRGER", "so ein ärger", true)]
    [InlineData("発表", "明日発表します", true)]
    [InlineData("発表", "発する表", false)]
    [InlineData("प्रिया", "नमस्ते प्रिया!", true)]
    public void A_keyword_is_found_as_whole_words_whatever_their_capitals(string keyword, string text, bool found) =>
        Assert.Equal(found, new KeywordSet<bool>([(Keyword.Parse(keyword).Value, true)]).Find(text).Any());

    [Fact]
    public void Each_keyword_is_found_once_and_those_that_begin_alike_do_not_hide_each_other()
    {
        var set = new KeywordSet<int>(new[] { "red", "red light", "light" }.Select((k, i) => (Keyword.Parse(k).Value, i)));
        Assert.Equal([0, 1, 2], set.Find("Red light, red light: stop").Order());
    }

    [Theory]
    [InlineData("", "keyword.empty")]
    [InlineData("!!", "keyword.empty")]
    [InlineData("one two three four five six", "keyword.too_many_words")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "keyword.too_long")]
    public void What_is_no_keyword_is_refused(string text, string code) => Assert.Equal(code, Keyword.Parse(text).Error?.Code);

    [Fact]
    public void Keywords_that_read_alike_are_one() => Assert.Equal(Keyword.Parse("Release-Train").Value, Keyword.Parse("release train").Value);
}
