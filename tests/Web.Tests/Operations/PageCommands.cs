using Collab.Support;

namespace Collab.Web.Tests.Operations;

/// <summary>The commands that a page of the documentation tells, so that a test can run every one of them.</summary>
internal static class PageCommands
{
    /// <summary>The lines of the page's blocks marked <c>sh tested</c>: the arguments after <c>./dev</c>.</summary>
    public static IReadOnlyList<string[]> Of(string page)
    {
        var commands = new List<string[]>();
        var isTested = false;
        foreach (var line in File.ReadLines(Path.Combine(SourceTree.Root, page)))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                isTested = line == "```sh tested";
            else if (isTested && line.StartsWith("./dev ", StringComparison.Ordinal))
                commands.Add(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
        }

        return commands;
    }
}
