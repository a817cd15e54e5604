using System.Text.RegularExpressions;
using System.Xml.Linq;
using Collab.Support;
using Xunit;

namespace Collab.Web.Tests.Components;

public partial class TextsTests
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "Web/Components");

    private static HashSet<string> Keys { get; } =
        [.. XDocument.Load(Path.Combine(Folder, "Texts.resx")).Descendants("data").Select(d => d.Attribute("name")?.Value ?? "")];

    [Fact]
    public void Every_text_that_a_component_asks_for_exists()
    {
        var missing = Sources()
            .SelectMany(text => Lookup().Matches(text))
            .Select(m => m.Groups.Values.Skip(1).First(g => g.Success).Value)
            .Where(key => !Keys.Contains(key) && !Keys.Contains($"{key}_other"))
            .Distinct();

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_text_that_exists_is_asked_for()
    {
        var all = string.Join('\n', Sources());
        var unused = Keys.Where(key => !all.Contains($"\"{key}\"", StringComparison.Ordinal) && !all.Contains($"\"{key.Split('_')[0]}", StringComparison.Ordinal));

        Assert.Empty(unused);
    }

    private static IEnumerable<string> Sources() =>
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .Where(f => !f.Contains("/Entry/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [GeneratedRegex("(?:\\bL|texts)\\[\"([A-Za-z_]+)\"|\"(?=Key_)(Key_[A-Za-z]+)\"|Plural\\(\"([A-Za-z]+)\"")]
    private static partial Regex Lookup();
}
