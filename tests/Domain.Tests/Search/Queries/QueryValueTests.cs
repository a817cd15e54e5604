using Collab.Domain.Search;
using Collab.Domain.Search.Queries;
using Xunit;

namespace Collab.Domain.Tests.Search.Queries;

public sealed class QueryValueTests
{
    [Theory]
    [InlineData("datei", MessageMarks.File)]
    [InlineData("Bild", MessageMarks.Image)]
    [InlineData("reaktion", MessageMarks.Reaction)]
    public void What_a_message_has_can_be_said_in_German(string value, MessageMarks meant) => Assert.Equal(meant, QueryValues.Has[value]);

    [Theory]
    [InlineData("kanal", QueryQuality.Channel)]
    [InlineData("gruppe", QueryQuality.Group)]
    [InlineData("meine", QueryQuality.Mine)]
    [InlineData("Ungelesen", QueryQuality.Unread)]
    [InlineData("gemerkt", QueryQuality.Saved)]
    [InlineData("zurückgerufen", QueryQuality.Recalled)]
    [InlineData("zurueckgerufen", QueryQuality.Recalled)]
    public void What_a_message_is_can_be_said_in_German(string value, QueryQuality meant) => Assert.Equal(meant, QueryValues.Is[value]);

    [Fact]
    public void Every_mark_and_quality_has_a_name()
    {
        Assert.Equal(Enum.GetValues<QueryQuality>().Order(), QueryValues.Is.Values.Distinct().Order());
        Assert.Equal(7, QueryValues.Has.Values.Distinct().Count());
    }
}
