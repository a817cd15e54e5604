using System.Reflection;
using Xunit;

namespace Collab.Architecture.Tests;

/// <summary>The domain needs the framework and nothing else.</summary>
public sealed class PackageTests
{
    [Fact]
    public void The_domain_uses_no_packages() => Assert.Empty(Packages(typeof(Domain.Shared.Actor).Assembly));

    [Fact]
    public void A_package_is_noticed() => Assert.Contains("xunit.v3.core", Packages(typeof(PackageTests).Assembly));

    private static string[] Packages(Assembly assembly) =>
        [.. assembly.GetReferencedAssemblies().Select(a => a.Name ?? "").Where(name => name is not ("netstandard" or "mscorlib") && !name.StartsWith("System.", StringComparison.Ordinal))];
}
