using Collab.Infrastructure.Messages.Text;
using CsCheck;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

public sealed class MessageTextProperties
{
    private static readonly Gen<string> AnyString = Gen.Char.Array[0, 300].Select(chars => new string(chars));

    private static readonly string[] Pieces =
    [
        "*", "**", "_", "~~", "`", "```", "\n", "\n\n", " ", "    ", "> ", "- ", "1. ", "# ", "---", "[", "]", "(", ")", "](", "![", "<", ">", "|", "|-|-|\n", "\\", "&", "&lt;",
        "&#x202e;", "@ada", "@here", "@", "#design", "#", ":tada:", ":", "http://a.example", "https://b.example/x_y", "javascript:", "mailto:a@b.example", "\"", "'", "a", "Ω", "漢", "😀", "\u202E", "\u2067",
        "\u2069", "\u202C", "\uD800", "\uFFFE", "\0", "\t", "\r\n", "<script>", "onclick=", "style=", "x.y", "[a]: ", "=",
    ];

    private static readonly Gen<string> Markup =
        Gen.Int[0, Pieces.Length - 1].Array[0, 80].Select(choices => string.Concat(choices.Select(choice => Pieces[choice])));

    [Fact]
    public void Any_string_gives_safe_html() => AnyString.Sample(CheckSafe, iter: 2_000);

    [Fact]
    public void Any_string_may_stand_in_a_link() =>
        AnyString.Sample(text => CheckSafe($"[{text}](https://a.example/{text}) https://{text} <mailto:a@{text}>"), iter: 2_000);

    [Fact]
    public void Any_mixture_of_markup_gives_safe_html() => Markup.Sample(CheckSafe, iter: 10_000);

    [Fact]
    public void The_sanitizer_changes_nothing_that_the_writer_makes() => Markup.Sample(text =>
    {
        if (Message.Parse(text) is not FormattedMessage message) return;
        Assert.Equal(Message.Dom(message.Unsanitised(Message.Names)).InnerHtml, Message.Dom(message.Render(Message.Names)).InnerHtml);
    }, iter: 3_000);

    [Fact]
    public void No_mixture_of_markup_breaks_the_parser() => Markup.Sample(text =>
        Assert.IsType<FormattedMessage>(Message.Parse("a\n\n" + text)), iter: 5_000);

    [Fact]
    public void Directional_controls_are_balanced_in_every_block() => Markup.Sample(text =>
    {
        foreach (var leaf in Message.Dom(Message.Render(text)).QuerySelectorAll("p, li, td, th, pre"))
        {
            if (leaf.QuerySelector("p, li, td, th, pre") is null) Assert.True(IsBalanced(leaf.TextContent), text);
        }
    }, iter: 5_000);

    [Fact]
    public void Plain_text_has_no_directional_controls_and_names_are_lower_case() => Markup.Sample(text =>
    {
        var message = Message.Parse(text);
        Assert.DoesNotContain(message.PlainText, c => c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069');
        Assert.All(message.Handles, handle => Assert.Matches("^[a-z0-9][a-z0-9._-]{0,63}$", handle));
        Assert.All(message.ChannelNames, name => Assert.Matches(@"^[\p{Ll}\p{Lo}\p{N}_-]{1,80}$", name));
        Assert.Equal(message.Handles.Distinct(), message.Handles);
    }, iter: 5_000);

    private static void CheckSafe(string text) => SafeHtml.Check(Message.Render(text));

    private static bool IsBalanced(string text)
    {
        var open = new Stack<char>();
        foreach (var c in text)
        {
            if (c is >= '\u202A' and <= '\u202E' and not '\u202C') open.Push('\u202C');
            else if (c is >= '\u2066' and <= '\u2068') open.Push('\u2069');
            else if (c is '\u202C' or '\u2069' && (!open.TryPop(out var closer) || closer != c)) return false;
        }

        return open.Count == 0;
    }
}
