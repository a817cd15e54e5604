using System.Text.RegularExpressions;
using Collab.Support;
using Collab.Web.Components.Workspaces;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class KeyMapTests
{
    private static readonly string Scripts = Path.Combine(SourceTree.Root, "Web/wwwroot/js");

    // Formats are applied by their names (markdown.js); a page's Esc, undo and search here depend on what is open.
    private static readonly string[] Formats = ["bold", "italic", "strike", "code", "link", "codeblock", "ordered", "bulleted", "quote"];

    [Theory]
    [InlineData(KeyScope.Page, "keys.js")]
    [InlineData(KeyScope.Row, "feed-keys.js")]
    [InlineData(KeyScope.Composer, "composer.js")]
    public void Every_key_that_is_listed_has_its_act_and_every_act_its_key(KeyScope scope, string script)
    {
        var text = File.ReadAllText(Path.Combine(Scripts, script));
        var acts = Regex.Match(text, @"const ACTS = \{(.*?)\n\s*\};", RegexOptions.Singleline).Groups[1].Value;
        var handled = Regex.Matches(acts, @"^\s*(\w+): ", RegexOptions.Multiline).Select(m => m.Groups[1].Value)
            .Concat(Regex.Matches(text, @"name === '(escape|undo|searchHere)'").Select(m => m.Groups[1].Value))
            .Concat(scope == KeyScope.Composer ? Formats : []);

        Assert.Equal(KeyMap.Entries.Where(e => e.Scope == scope).Select(e => e.Act).Order(), handled.Order());
    }

    [Fact]
    public void No_key_does_two_things_in_one_scope()
    {
        var all = KeyMap.Entries.SelectMany(e => e.Keys.Split(' ').Select(k => (e.Scope, k))).ToArray();

        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void None_needs_a_key_that_the_browser_keeps()
    {
        string[] kept = ["Ctrl+N", "Ctrl+T", "Ctrl+W", "Ctrl+Shift+N", "Ctrl+Tab", "Ctrl+PageUp", "Ctrl+PageDown"];

        Assert.Empty(KeyMap.Entries.SelectMany(e => e.Keys.Split(' ')).Intersect(kept));
    }
}
