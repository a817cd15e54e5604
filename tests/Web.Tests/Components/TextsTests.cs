using System.Text.RegularExpressions;
using System.Xml.Linq;
using Collab.Support;
using Xunit;

namespace Collab.Web.Tests.Components;

public partial class TextsTests
{
    /// <summary>Resources, and the folders whose files ask for them.</summary>
    public static TheoryData<string> Resources => [.. Folders.Keys];

    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["Web/Components/Texts.resx"] = ["Web/Components"],
        ["Web/Components/Entry/EntryTexts.resx"] = ["Web/Components/Entry", "Web/Api/Account", "Web/Hosting/Errors", "Web/wwwroot/js/entry.js"],
    };

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_text_that_is_asked_for_exists(string resource)
    {
        var keys = Keys(resource);
        var missing = Sources(resource)
            .SelectMany(text => Lookup().Matches(text).SelectMany(lookup => Key().Matches(lookup.Value)).Concat(Named().Matches(text)))
            .Select(m => m.Groups.Values.Skip(1).First(g => g.Success).Value)
            .Where(key => !keys.Contains(key) && !keys.Contains($"{key}_other"))
            .Distinct();

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_text_that_exists_is_asked_for(string resource)
    {
        var all = string.Join('\n', Sources(resource));
        var unused = Keys(resource).Where(key =>
            !all.Contains($"\"{key}\"", StringComparison.Ordinal) && !all.Contains($"\"{key.Split('_')[0]}{(key.Contains('_', StringComparison.Ordinal) ? "" : "\"")}", StringComparison.Ordinal)
            && !all.Contains($"texts.{key}", StringComparison.Ordinal));

        Assert.Empty(unused);
    }

    [Fact]
    public void Every_field_of_the_pages_of_entry_has_a_name()
    {
        var keys = Keys("Web/Components/Entry/EntryTexts.resx");
        var fields = Sources("Web/Components/Entry/EntryTexts.resx").SelectMany(text => Field().Matches(text)).Select(m => m.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(fields);
        Assert.DoesNotContain(fields, field => !keys.Contains($"Field_{field}"));
    }

    private static HashSet<string> Keys(string resource) =>
        [.. XDocument.Load(Path.Combine(SourceTree.Root, resource)).Descendants("data").Select(d => d.Attribute("name")?.Value ?? "")];

    private static IEnumerable<string> Sources(string resource) =>
        Folders[resource].Select(folder => Path.Combine(SourceTree.Root, folder))
            .SelectMany(path => File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
            .Where(f => Path.GetExtension(f) is ".razor" or ".cs" or ".js")
            .Where(f => resource.Contains("/Entry/", StringComparison.Ordinal) || !f.Contains("/Entry/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    // What stands between the brackets of a lookup, and each key in it.
    [GeneratedRegex("\\b(?:L|texts)\\[[^\\]]*")]
    private static partial Regex Lookup();

    [GeneratedRegex("(?<!\\$)\"([A-Z][A-Za-z_]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex("\"(?=Key_)(Key_[A-Za-z]+)\"|Plural\\(\"([A-Za-z]+)\"")]
    private static partial Regex Named();

    [GeneratedRegex("<Field Name=\"([A-Za-z]+)\"")]
    private static partial Regex Field();
}
