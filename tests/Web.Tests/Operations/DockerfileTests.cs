using Collab.Support;
using Xunit;

namespace Collab.Web.Tests.Operations;

public sealed class DockerfileTests
{
    private static readonly string[] Lines = SourceTree.Read("Dockerfile").Split('\n');

    [Fact]
    public void Whatever_it_copies_from_the_source_exists()
    {
        var sources = Lines
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from=", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1])
            .ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(SourceTree.Root, source)), $"{source} is not here"));
    }

    [Fact]
    public void Each_project_that_Web_needs_is_copied()
    {
        var needed = new HashSet<string>(StringComparer.Ordinal);
        Collect(Path.Combine(SourceTree.Root, "Web", "Web.csproj"), needed);

        Assert.Contains("Domain", needed);
        Assert.All(needed, project => Assert.Contains($"COPY {project}/ {project}/", Lines));
        Assert.All(needed, project => Assert.Contains($"COPY {project}/{project}.csproj {project}/", Lines));
    }

    [Fact]
    public void The_program_does_not_run_as_root()
    {
        var user = Lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal));

        Assert.Equal("USER $APP_UID", user);
        Assert.True(Array.LastIndexOf(Lines, user) > Array.FindLastIndex(Lines, line => line.StartsWith("FROM ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_setting_it_makes_is_explained_on_the_settings_page()
    {
        var settings = Lines.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(word => word.StartsWith("Collab__", StringComparison.Ordinal)).Select(word => word.Split('=')[0]);

        Assert.NotEmpty(settings);
        Assert.All(settings, setting => Assert.True(SettingsPage.Knows(setting), setting));
    }

    private static void Collect(string project, HashSet<string> found)
    {
        if (!found.Add(Path.GetFileNameWithoutExtension(project)))
        {
            return;
        }

        var references = System.Xml.Linq.XDocument.Load(project).Descendants("ProjectReference").Select(r => (string?)r.Attribute("Include") ?? "");
        foreach (var reference in references)
        {
            Collect(Path.GetFullPath(reference, Path.GetDirectoryName(project) ?? SourceTree.Root), found);
        }
    }
}
