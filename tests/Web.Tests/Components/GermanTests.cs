using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Support;
using Collab.Web.Components;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed partial class GermanTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "Web/Components");

    [Theory]
    [InlineData("Texts.resx")]
    [InlineData("Entry/EntryTexts.resx")]
    public void Every_text_is_there_in_German_with_the_same_values(string file)
    {
        var (english, german) = (Read(file), Read(file.Replace(".resx", ".de.resx", StringComparison.Ordinal)));

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), german.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(english.Where(text => !Values(text.Value).SetEquals(Values(german[text.Key]))).Select(text => text.Key));
    }

    [Fact]
    public void Every_sentence_of_an_error_is_there_in_German_with_the_same_values()
    {
        var german = Read("Errors.de.resx");
        var said = new[] { "Domain", "Infrastructure", "Identity", "Search", "Web" }
            .SelectMany(project => Directory.EnumerateFiles(Path.Combine(SourceTree.Root, project), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/Hubs/", StringComparison.Ordinal))
            .SelectMany(f => ErrorSentence().Matches(File.ReadAllText(f)))
            .Select(m => Template(m.Groups[1].Value.Length > 0, m.Groups[2].Value))
            .Append(new Error.NotFound().Said.Template)
            .Append(new Error.TooMany(default).Said.Template)
            .ToHashSet();

        Assert.InRange(said.Count, 60, 1000);
        Assert.Empty(said.Where(sentence => !german.ContainsKey(sentence)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(said, sentence => !Values(sentence).SetEquals(Values(german[sentence])));
    }

    [Fact]
    public void An_error_is_said_in_the_readers_language_and_in_English_where_no_translation_is()
    {
        var (before, formats) = (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture);
        try
        {
            (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (CultureInfo.GetCultureInfo("de"), CultureInfo.GetCultureInfo("de"));
            Assert.Equal("Der Name eines Kanals hat höchstens 80 Zeichen.", ChannelName.Parse(new string('x', 81)).Error!.Say());
            Assert.Equal("Mind the {gap}.", new Error.Conflict("gap", "Mind the {gap}.").Say());
            Assert.Equal("A channel's name has at most 80 characters.", ChannelName.Parse(new string('x', 81)).Error!.Message);
        }
        finally
        {
            (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (before, formats);
        }
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Folder, file)).Descendants("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value); // both are always there

    private static HashSet<string> Values(string text) => [.. Value().Matches(text).Select(m => m.Groups[1].Value)];

    private static string Template(bool isInterpolated, string source)
    {
        var index = 0;
        return isInterpolated ? Hole().Replace(source, _ => $"{{{index++}}}") : source;
    }

    [GeneratedRegex("new (?:(?:Domain\\.Shared\\.)?Error\\.[A-Za-z]+|QueryProblem)\\(\\s*\"[a-z_.]+\",\\s*(\\$?)\"([^\"]+)\"")]
    private static partial Regex ErrorSentence();

    [GeneratedRegex(@"\{([0-9])[^}]*\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Hole();
}
