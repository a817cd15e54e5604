using System.Net;
using Collab.Domain.Channels;
using Collab.Domain.Shared.Ids;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.References;

/// <summary>Forwarding and quoting, as programs do.</summary>
[Collection(WorldCollection.Name)]
public sealed class ReferenceApiTests(TestWorld world)
{
    [Fact]
    public async Task A_program_forwards_and_each_reader_is_told_what_she_may_see()
    {
        var (secret, open) = await PlacesAsync("forwarded");
        var source = await world.PostAsync(world.Ada, secret, "hello **kept** words");
        var posted = await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{open}/messages", new { text = "", references = References("forward", secret, source.Seq) }, HttpStatusCode.Created);
        Assert.Equal(["forward"], posted["references"]!.AsArray().Select(r => (string)r!));
        Assert.DoesNotContain(secret.ToString(), posted.ToJsonString(), StringComparison.Ordinal);

        var seen = Assert.Single((await world.GetAsync(world.Ada, $"/streams/{open}/references")).AsArray())!;
        Assert.Equal(((long)posted["seq"]!, 0, "forward", "visible"), ((long)seen["seq"]!, (int)seen["position"]!, (string)seen["kind"]!, (string)seen["source"]!["state"]!));
        Assert.Equal((secret.ToString(), source.Seq, "hello kept words"), ((string)seen["source"]!["stream"]!, (long)seen["source"]!["seq"]!, (string)seen["source"]!["excerpt"]!));

        var hidden = Assert.Single((await world.GetAsync(world.Guss, $"/streams/{open}/references")).AsArray())!;
        Assert.Equal("invisible", (string)hidden["source"]!["state"]!);
        Assert.DoesNotContain(secret.ToString(), hidden.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("kept", hidden.ToJsonString(), StringComparison.Ordinal);

        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{secret}/messages/{source.Seq}/recall");
        Assert.Equal("recalled", (string)(await world.GetAsync(world.Ada, $"/streams/{open}/references"))[0]!["source"]!["state"]!);
        Assert.Equal("invisible", (string)(await world.GetAsync(world.Guss, $"/streams/{open}/references"))[0]!["source"]!["state"]!);
        Assert.Equal("message.source_recalled", await world.RefusedAsync(
            world.Ada, HttpMethod.Post, $"/streams/{open}/messages", new { text = "again", references = References("quote", secret, source.Seq) }, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task What_one_may_not_read_cannot_be_referred_to_and_looks_like_nothing()
    {
        var (secret, open) = await PlacesAsync("unreadable");
        var source = await world.PostAsync(world.Ada, secret, "not for Guss");
        foreach (var seq in new[] { source.Seq, 999 })
            Assert.Equal("not_found", await world.RefusedAsync(world.Guss, HttpMethod.Post, $"/streams/{open}/messages", new { text = "x", references = References("quote", secret, seq) }, HttpStatusCode.NotFound));
        var root = await world.PostAsync(world.Ada, open, "root");
        Assert.Equal("not_found", await world.RefusedAsync(world.Guss, HttpMethod.Post, $"/streams/{open}/messages/{root.Seq}/replies", new { text = "x", references = References("quote", secret, source.Seq) }, HttpStatusCode.NotFound));
        Assert.Empty((await world.GetAsync(world.Ada, $"/streams/{open}/references")).AsArray());
    }

    [Fact]
    public async Task A_reply_quotes_and_is_asked_about_by_numbers()
    {
        var (_, open) = await PlacesAsync("quoted");
        var root = await world.PostAsync(world.Ada, open, "the question");
        var reply = await world.JsonAsync(world.Ben, HttpMethod.Post, $"/streams/{open}/messages/{root.Seq}/replies", new { text = "yes", references = References("quote", open, root.Seq) }, HttpStatusCode.Created);
        var thread = (string)reply["stream"]!;
        Assert.Equal("the question", (string)(await world.GetAsync(world.Guss, $"/streams/{thread}/references?from=1&to=5"))[0]!["source"]!["excerpt"]!);
        Assert.Empty((await world.GetAsync(world.Guss, $"/streams/{thread}/references?from=2")).AsArray());
        Assert.Empty((await world.GetAsync(world.Guss, $"/streams/{thread}/references?from=9&to=2")).AsArray());
        Assert.Empty((await world.GetAsync(world.Guss, $"/streams/{thread}/references?from={long.MaxValue}&to={long.MaxValue}")).AsArray());
        Assert.Single((await world.GetAsync(world.Guss, $"/streams/{thread}/references?from=-5&to={long.MaxValue}")).AsArray());
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        var (_, open) = await PlacesAsync("senseless");
        var said = await world.PostAsync(world.Ada, open, "words");
        var messages = $"/streams/{open}/messages";
        object one = References("forward", open, said.Seq)[0];
        Assert.Equal("message.too_many_forwards", await world.RefusedAsync(world.Ada, HttpMethod.Post, messages, new { text = "x", references = new[] { one, one } }, HttpStatusCode.BadRequest));
        object quote = References("quote", open, said.Seq)[0];
        Assert.Equal("message.too_many_quotes", await world.RefusedAsync(world.Ada, HttpMethod.Post, messages, new { text = "x", references = Enumerable.Repeat(quote, 4) }, HttpStatusCode.BadRequest));
        Assert.Equal("message.empty", await world.RefusedAsync(world.Ada, HttpMethod.Post, messages, new { text = "", references = new[] { quote } }, HttpStatusCode.BadRequest));
        await world.RefusedAsync(world.Ada, HttpMethod.Post, messages, new { text = "x", references = References("copy", open, said.Seq) }, HttpStatusCode.BadRequest);
    }

    private static object[] References(string kind, StreamId stream, long seq) => [new { kind, stream = stream.ToString(), seq }];

    private async Task<(StreamId Secret, StreamId Open)> PlacesAsync(string name) =>
        (await world.ChannelAsync($"{name}-secret", ChannelVisibility.Private, world.Ben), await world.ChannelAsync($"{name}-open", ChannelVisibility.Public, world.Ben, world.Guss));
}
