using System.Text.RegularExpressions;
using Collab.Support;

namespace Collab.Web.Tests.Operations;

/// <summary>The settings that docs/operate/settings.md has a row for.</summary>
internal static partial class SettingsPage
{
    public static IReadOnlyList<string> Names { get; } =
        [.. Row().Matches(SourceTree.Read("docs/operate/settings.md")).Select(row => row.Groups["name"].Value)];

    public static bool Knows(string setting) =>
        Names.Any(name => Regex.IsMatch(setting, "^" + Regex.Escape(name).Replace("<n>", "[0-9]+", StringComparison.Ordinal) + "$"));

    [GeneratedRegex(@"^\| `(?<name>Collab__[^`]+)` \|[^|]+\|[^|]+\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
