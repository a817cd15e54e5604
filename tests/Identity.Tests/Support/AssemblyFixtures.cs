using Collab.Support.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(MariaDbFixture))]
