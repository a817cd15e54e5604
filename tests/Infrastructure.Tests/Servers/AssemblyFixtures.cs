using Collab.Infrastructure.Tests.Sharding;
using Collab.Support.Servers;
using Xunit;

[assembly: AssemblyFixture(typeof(MariaDbFixture))]
[assembly: AssemblyFixture(typeof(RedisFixture))]
[assembly: AssemblyFixture(typeof(StatementRecorder))]
