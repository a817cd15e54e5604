using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Collab.Architecture.Tests;

/// <summary>The code under test: the house itself, or the sample beside it that breaks every rule.</summary>
/// <param name="Root">The namespace that all layers lie in.</param>
/// <param name="Code">The loaded code.</param>
internal sealed record House(string Root, ArchUnitNET.Domain.Architecture Code)
{
    /// <summary>Collab.</summary>
    public static readonly House Real = new(
        "Collab",
        new ArchLoader().LoadAssemblies(
            typeof(Domain.Shared.Actor).Assembly, typeof(Web.Hosting.Settings.CollabOptions).Assembly,
            System.Reflection.Assembly.Load("Collab.Infrastructure"), System.Reflection.Assembly.Load("Collab.Search"),
            System.Reflection.Assembly.Load("Collab.Identity")).Build());

    /// <summary>The sample.</summary>
    public static readonly House Broken = new(
        "Collab.Architecture.Tests.Samples", new ArchLoader().LoadAssemblies(typeof(House).Assembly, typeof(Domain.Shared.Actor).Assembly).Build());

    /// <summary>A pattern for the namespaces of a layer.</summary>
    public string Layer(string name) => $"^{Root.Replace(".", "\\.", StringComparison.Ordinal)}\\.({name})(\\.|$)";
}
