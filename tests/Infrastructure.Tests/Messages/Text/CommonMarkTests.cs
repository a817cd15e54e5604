using Collab.Support.Contracts;
using Xunit;

namespace Collab.Infrastructure.Tests.Messages.Text;

/// <summary>
/// The specification's own examples. Left out, each with its reason:
/// <list type="bullet">
/// <item>the sections "HTML blocks" and "Raw HTML": HTML is always shown as text (see HostileStringTests);</item>
/// <item>examples of other sections that hold raw HTML, for the same reason (<see cref="WithRawHtml"/>);</item>
/// <item>examples that chat extends: bare addresses become links (<see cref="WithBareAddress"/>);</item>
/// <item>a language name or a host outside the characters that chat allows (<see cref="Restricted"/>);</item>
/// <item>a text of link definitions alone: what was typed must not vanish (<see cref="OnlyDefinitions"/>).</item>
/// </list>
/// Everything else must match after <see cref="CommonMarkDialect"/>.
/// </summary>
public sealed class CommonMarkTests
{
    private static readonly HashSet<string> SectionsLeftOut = ["HTML blocks", "Raw HTML"];
    private static readonly HashSet<int> WithRawHtml = [21, 31, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 642, 643];
    private static readonly HashSet<int> WithBareAddress = [602, 608, 611];
    private static readonly HashSet<int> Restricted = [34, 144, 346, 600];
    private static readonly HashSet<int> OnlyDefinitions = [207];

    [Fact]
    public void Every_example_of_the_safe_subset_renders_as_the_specification_says()
    {
        var failures = new List<string>();
        var run = 0;
        var number = 0;
        var contract = Contract.CommonMark;
        foreach (var example in contract.Json().EnumerateArray())
        {
            number++;
            var section = example.GetProperty("section").GetString()!;
            if (!contract.IsSample && (SectionsLeftOut.Contains(section) || IsLeftOut(number))) continue;
            run++;
            var markdown = example.GetProperty("markdown").GetString()!;
            var expected = CommonMarkDialect.Normalise(example.GetProperty("html").GetString()!);
            var actual = CommonMarkDialect.Normalise(Message.Parse(markdown).Render(Domain.Messages.MentionNames.None));
            if (expected != actual) failures.Add($"{number} {section}\n  source   {markdown.Replace("\n", "⏎", StringComparison.Ordinal)}\n  expected {expected}\n  actual   {actual}");
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {run} differ:\n{string.Join("\n", failures)}");
        Assert.True(run >= (contract.IsSample ? 30 : 560), $"Only {run} examples ran.");
    }

    private static bool IsLeftOut(int number) =>
        WithRawHtml.Contains(number) || WithBareAddress.Contains(number)
        || Restricted.Contains(number) || OnlyDefinitions.Contains(number);
}
