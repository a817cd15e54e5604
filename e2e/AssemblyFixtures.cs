using Collab.e2e.Fixtures;
using Collab.e2e.Towns;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: AssemblyFixture(typeof(TownFixture))]

// One browser, one machine: journeys that run beside each other would measure each other's load.
[assembly: Parallelization(Mode = ParallelMode.None)]
