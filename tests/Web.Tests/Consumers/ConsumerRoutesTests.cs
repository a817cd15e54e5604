using System.Net;
using Collab.Support;
using Collab.Web.Tests.Api;
using Xunit;

namespace Collab.Web.Tests.Consumers;

[CollectionDefinition(nameof(ConsumerSuites))]
public sealed class ConsumerSuites : ICollectionFixture<ConsumerWorld>;

/// <summary>What programs see of consumers and parked events, and do about them.</summary>
[Collection(nameof(ConsumerSuites))]
public sealed class ConsumerRoutesTests(ConsumerWorld world)
{
    [Fact]
    public async Task A_parked_event_is_listed_without_what_was_written_and_goes_after_a_retry()
    {
        world.Consumer.IsMended = false;
        var parked = await world.PoisonAsync("poison one");
        var id = (string)parked["id"]!;
        Assert.Equal(("message.posted", world.Secret.ToString(), 2), ((string?)parked["kind"], (string?)parked["stream"], (int?)parked["attempts"]));
        Assert.Equal("InvalidOperationException in ConsumerWorld", (string?)parked["error"]);
        Assert.DoesNotContain("poison", parked.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(await StatesAsync(), c => c is { Name: "squeamish", Parked: > 0 });

        world.Consumer.IsMended = true;
        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/admin/consumers/parked/{id}/retry", null, HttpStatusCode.NoContent);

        await Eventually.TrueAsync(async () => !await world.IsParkedAsync(id), "it was handled", TimeSpan.FromSeconds(30));
        Assert.Equal("not_found", await world.RefusedAsync(world.Ada, HttpMethod.Post, $"/admin/consumers/parked/{id}/retry", null, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task All_of_a_consumer_are_tried_again_at_once_and_one_is_given_up()
    {
        world.Consumer.IsMended = false;
        var (first, second, third) = (await world.PoisonAsync("poison a"), await world.PoisonAsync("poison b"), await world.PoisonAsync("poison c"));
        await world.JsonAsync(world.Ada, HttpMethod.Delete, $"/admin/consumers/parked/{first["id"]}", null, HttpStatusCode.NoContent);
        Assert.False(await world.IsParkedAsync((string)first["id"]!));

        // Whatever another test has left parked is tried again as well.
        var all = (await world.GetAsync(world.Ada, "/admin/consumers/parked?consumer=squeamish&limit=200"))["items"]!.AsArray().Count;
        world.Consumer.IsMended = true;
        Assert.Equal(all, (int?)(await world.JsonAsync(world.Ada, HttpMethod.Post, "/admin/consumers/squeamish/retry"))["count"]);

        foreach (var parked in new[] { second, third })
            await Eventually.TrueAsync(async () => !await world.IsParkedAsync((string)parked["id"]!), "it was handled", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Parts_are_listed_and_answer()
    {
        var parts = (await world.GetAsync(world.Ada, "/admin/parts"))["items"]!.AsArray();
        Assert.Equal(["directory", "shard", "shard", "shard", "shard", "bus", "search"], parts.Select(p => (string?)p!["kind"]));
        Assert.All(parts, p => Assert.True((bool?)p!["isReachable"], p.ToJsonString()));
    }

    [Theory]
    [InlineData("GET", "/admin/parts")]
    [InlineData("GET", "/admin/consumers")]
    [InlineData("GET", "/admin/consumers/parked")]
    [InlineData("POST", "/admin/consumers/squeamish/retry")]
    [InlineData("POST", "/admin/consumers/parked/squeamish.1.1/retry")]
    [InlineData("DELETE", "/admin/consumers/parked/squeamish.1.1")]
    public async Task None_of_it_is_there_for_others(string method, string address)
    {
        foreach (var person in new[] { world.Ben, world.Guss, world.Oda })
            Assert.Equal("not_found", await world.RefusedAsync(person, new HttpMethod(method), address, null, HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("POST", "/admin/consumers/nobody/retry")]
    [InlineData("POST", "/admin/consumers/parked/squeamish.1.1/retry")]
    [InlineData("DELETE", "/admin/consumers/parked/squeamish.-1.1")]
    [InlineData("DELETE", "/admin/consumers/parked/x")]
    public async Task What_is_not_parked_is_not_found(string method, string address) =>
        Assert.Equal("not_found", await world.RefusedAsync(world.Ada, new HttpMethod(method), address, null, HttpStatusCode.NotFound));

    [Fact]
    public async Task The_state_of_consumers_does_not_decide_whether_the_node_is_ready()
    {
        world.Consumer.IsMended = false;
        await world.PoisonAsync("poison d");
        using var client = world.Http();
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("collab_consumer_lag_seconds{", metrics, StringComparison.Ordinal);
        Assert.Contains("consumer=\"squeamish\"", metrics, StringComparison.Ordinal);
    }

    private async Task<IEnumerable<(string? Name, long? Parked)>> StatesAsync() =>
        (await world.GetAsync(world.Ada, "/admin/consumers"))["items"]!.AsArray().Select(c => ((string?)c!["name"], (long?)c["parked"]));
}
