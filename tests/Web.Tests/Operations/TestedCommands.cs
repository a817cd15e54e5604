using System.Text.RegularExpressions;
using Collab.Support;

namespace Collab.Web.Tests.Operations;

/// <summary>The command lines of a page's blocks that promise to be tested (<c>sh tested</c>).</summary>
internal static partial class TestedCommands
{
    public static IReadOnlyList<string> Of(string page) =>
    [
        .. Block().Matches(SourceTree.Read(page)).SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0),
    ];

    [GeneratedRegex(@"^```sh tested\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
