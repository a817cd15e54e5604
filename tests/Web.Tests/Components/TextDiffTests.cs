using Collab.Web.Components.Workspaces;
using CsCheck;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class TextDiffTests
{
    private static readonly string[] Words = ["a", "b", "c", " ", ",", "\n", "🚀"];

    [Theory]
    [InlineData("on Tuesday at ten", "on Friday at ten", "on |-Tuesday|+Friday| at ten")]
    [InlineData("one", "one two", "one|+ two")]
    [InlineData("one two", "two", "-one |two")]
    [InlineData("see a b here", "see c d here", "see |-a b|+c d| here")]
    [InlineData("same", "same", "same")]
    [InlineData("", "new", "+new")]
    [InlineData("old", "", "-old")]
    [InlineData("so, then", "so; then", "so|-,|+;| then")]
    public void Words_that_went_stand_before_those_that_came(string older, string newer, string expected) =>
        Assert.Equal(expected, string.Join('|', TextDiff.Of(older, newer).Select(Written)));

    [Fact]
    public void Both_texts_can_be_read_from_the_parts() =>
        Gen.Select(Text, Text).Sample((older, newer) =>
        {
            var parts = TextDiff.Of(older, newer);
            return older == Read(parts, TextPartKind.Removed) && newer == Read(parts, TextPartKind.Added);
        });

    [Fact]
    public void A_huge_text_that_was_written_anew_is_one_change()
    {
        var (older, newer) = (string.Join(' ', Enumerable.Range(0, 2_000)), string.Join(' ', Enumerable.Range(5_000, 2_000)));

        Assert.Equal([TextPartKind.Removed, TextPartKind.Added], TextDiff.Of(older, newer).Select(p => p.Kind));
    }

    private static Gen<string> Text { get; } = Gen.Int[0, 6].Select(i => Words[i]).Array[0, 30].Select(words => string.Concat(words));

    private static string Read(IEnumerable<TextPart> parts, TextPartKind kind) =>
        string.Concat(parts.Where(p => p.Kind == TextPartKind.Same || p.Kind == kind).Select(p => p.Text));

    private static string Written(TextPart part) => part.Kind switch { TextPartKind.Removed => "-", TextPartKind.Added => "+", _ => "" } + part.Text;
}
