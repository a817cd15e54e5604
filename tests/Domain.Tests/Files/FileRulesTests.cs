using Collab.Domain.Files;
using Xunit;

namespace Collab.Domain.Tests.Files;

public sealed class FileRulesTests
{
    [Theory]
    [InlineData("report.pdf", "report.pdf")]
    [InlineData("C:\\Users\\ada\\report.pdf", "report.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("a\u202Efdp.exe", "afdp.exe")]
    [InlineData("one\r\ntwo\0.txt", "one two.txt")]
    [InlineData("  ..hidden.. ", "hidden")]
    [InlineData("what?<b>.txt", "what__b_.txt")]
    [InlineData("Übersicht 合同 😀.xlsx", "Übersicht 合同 😀.xlsx")]
    [InlineData("...", "file")]
    [InlineData("/", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    public void A_name_is_one_harmless_line(string? typed, string clean) => Assert.Equal(clean, FileName.Clean(typed));

    [Fact]
    public void A_long_name_keeps_its_extension_and_no_half_of_a_letter()
    {
        var clean = FileName.Clean(string.Concat(Enumerable.Repeat("😀", 200)) + ".docx");
        Assert.InRange(clean.Length, FileName.MaxLength - 1, FileName.MaxLength);
        Assert.EndsWith("….docx", clean, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(clean)));
    }

    [Theory]
    [InlineData("89504E470D0A1A0A", "page.html", "image/png")]
    [InlineData("FFD8FFE0", "a.txt", "image/jpeg")]
    [InlineData("474946383961", "a.gif", "image/gif")]
    [InlineData("524946460000000057454250", "a", "image/webp")]
    [InlineData("255044462D312E37", "a.png", "application/pdf")]
    [InlineData("504B0304", "a.docx", MediaTypes.Docx)]
    [InlineData("504B0304", "a.zip", "application/zip")]
    [InlineData("504B0304", "a.exe", "application/zip")]
    [InlineData("4D5A9000", "a.png", MediaTypes.Unknown)]
    [InlineData("3C68746D6C3E", "a.png", MediaTypes.Text)]
    [InlineData("3C68746D6C3E", "a.html", "text/html")]
    [InlineData("3C7376673E", "a.svg", "image/svg+xml")]
    [InlineData("68C3A4", "a.md", "text/markdown")]
    [InlineData("68C3", "a.txt", MediaTypes.Text)]
    [InlineData("68C368", "a.txt", MediaTypes.Unknown)]
    [InlineData("6800", "a.txt", MediaTypes.Unknown)]
    [InlineData("FFFE6800", "a.txt", MediaTypes.Text)]
    public void The_bytes_say_what_a_file_is(string head, string name, string type) => Assert.Equal(type, MediaTypes.Of(Convert.FromHexString(head), name));

    [Fact]
    public void What_a_browser_could_run_is_never_shown()
    {
        foreach (var type in new[] { "text/html", "image/svg+xml", "application/pdf", "text/plain", "application/xml", MediaTypes.Unknown })
            Assert.False(MediaTypes.IsShown(type));
        Assert.False(MediaTypes.IsImage("image/svg+xml"));
    }

    [Fact]
    public void A_byte_above_the_limit_is_above_it_in_words_as_well()
    {
        var limits = new FileLimits(100 * 1_048_576, new HashSet<string> { "exe" });
        Assert.Null(limits.Refusal("a.txt", 100 * 1_048_576));
        Assert.Contains("The file is 100.1 MB; the limit is 100 MB.", limits.Refusal("a.txt", (100 * 1_048_576) + 1)!.Message, StringComparison.Ordinal);
        Assert.Equal("file.blocked", limits.Refusal("Setup.EXE", 1)!.Code);
    }
}
