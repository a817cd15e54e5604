using System.Net;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>One person cannot drown the others: she is told when to come again.</summary>
public sealed class LimitTests(LimitTests.World world) : IClassFixture<LimitTests.World>
{
    [Fact]
    public async Task Too_many_reads_are_answered_with_when_to_come_again()
    {
        var refused = await UntilRefusedAsync(world.Ben, HttpMethod.Get, "/me");
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal("too_many_requests", (string?)(await Calls.ProblemAsync(refused))["code"]);
        // Somebody else is not held up.
        await world.GetAsync(world.Ada, "/me");
    }

    [Fact]
    public async Task Typing_counts_like_reading() =>
        Assert.Equal(
            HttpStatusCode.TooManyRequests, (await UntilRefusedAsync(world.Guss, HttpMethod.Post, $"/streams/{world.Open}/typing")).StatusCode);

    private async Task<HttpResponseMessage> UntilRefusedAsync(TestPerson who, HttpMethod method, string address)
    {
        for (var i = 0; i < 100; i++)
        {
            var answer = await world.SendAsync(who, method, address);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                return answer;
        }

        throw new InvalidOperationException("A hundred times were not too many.");
    }

    public sealed class World : TestWorld
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } =
            new Dictionary<string, string> { ["Limits:Read:Burst"] = "5", ["Limits:Read:PerSecond"] = "0.1" };
    }
}
