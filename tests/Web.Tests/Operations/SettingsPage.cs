using System.Text.RegularExpressions;
using Collab.Support;

namespace Collab.Web.Tests.Operations;

/// <summary>The settings that docs/operate/settings.md has a row for.</summary>
internal static partial class SettingsPage
{
    public static IReadOnlyList<string> Names { get; } = [.. Rows().Select(row => row.Groups["name"].Value)];

    /// <summary>The settings whose default is one value, with that value. Not those of a list: to repeat one makes an element.</summary>
    public static IReadOnlyList<(string Name, string Default)> Defaults { get; } =
        [.. Rows().Where(row => !row.Groups["name"].Value.Contains("<n>", StringComparison.Ordinal)).Select(row => (row.Groups["name"].Value, Value().Match(row.Groups["default"].Value))).Where(row => row.Item2.Success).Select(row => (row.Value, row.Item2.Groups[1].Value))];

    public static bool Knows(string setting) =>
        Names.Any(name => Regex.IsMatch(setting, "^" + Regex.Escape(name).Replace("<n>", "[0-9]+", StringComparison.Ordinal) + "$"));

    private static IEnumerable<Match> Rows() => Row().Matches(SourceTree.Read("docs/operate/settings.md"));

    [GeneratedRegex("^ `([^`]+)` $")]
    private static partial Regex Value();

    [GeneratedRegex(@"^\| `(?<name>Collab__[^`]+)` \|(?<default>[^|]+)\|[^|]+\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
