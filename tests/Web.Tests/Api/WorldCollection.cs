using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>Tests that share one running world; each leaves it usable for the others.</summary>
[CollectionDefinition(Name)]
public sealed class WorldCollection : ICollectionFixture<TestWorld>
{
    public const string Name = "world";
}
