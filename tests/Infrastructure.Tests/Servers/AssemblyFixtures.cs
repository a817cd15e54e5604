using Collab.Support.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(MariaDbFixture))]
[assembly: AssemblyFixture(typeof(RedisFixture))]
