using System.Net;
using Collab.Domain.Shared.Ids;
using Collab.Support.Files;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Search;
using Xunit;

namespace Collab.Web.Tests.Roaming;

/// <summary>An auditor opens files that others have sent, under a reason, and each is entered before it is opened.</summary>
public sealed class AuditedFileTests(AuditSearchApiTests.World world) : IClassFixture<AuditSearchApiTests.World>
{
    private const string Reason = """{"reason":"a leak of prices, reported on Monday","matter":"M-17"}""";
    private const string OfBen = """{"handle":"ben","reason":"a leak of prices, reported on Monday","matter":"M-17"}""";

    [Theory]
    [InlineData("/audit/searches", Reason, "audit_search", "audit.searched", "opened")]
    [InlineData("/audit/roaming", OfBen, "roaming", "audit.roaming_read", "shown")]
    public async Task A_file_is_opened_under_a_reason_and_entered_and_is_gone_when_its_message_is_taken_back(string door, string body, string target, string act, string detail)
    {
        var (file, seq) = await SendAsync(world.Ada, world.Secret, "the price of tin");
        var under = (string)(await world.JsonAsync(world.Iris, HttpMethod.Post, door, body, HttpStatusCode.Created))["id"]!;
        var address = $"{door}/{under}/streams/{world.Secret}/files/{file}";

        using (var opened = await world.SendAsync(world.Iris, HttpMethod.Get, address))
        {
            Assert.Equal((HttpStatusCode.OK, "attachment"), (opened.StatusCode, opened.Content.Headers.ContentDisposition?.DispositionType));
            Assert.Contains("the price of tin", await opened.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        var entry = (await world.EntriesAsync($"{target}:{under}"))[^1];
        Assert.Equal((act, world.Iris.Id.Value, $"file:{file}", $"stream:{world.Secret}", "M-17"), (entry.Act, entry.Actor, (string?)entry.Details[detail], (string?)entry.Details["in"], (string?)entry.Details["matter"]));

        // Nobody else, nothing of another stream, nothing that was not sent.
        foreach (var person in new[] { world.Ada, world.Ben, world.Guss, world.Otto })
            await world.RefusedAsync(person, HttpMethod.Get, address, null, HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Iris, HttpMethod.Get, $"{door}/{under}/streams/{world.Chat}/files/{file}", null, HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Iris, HttpMethod.Get, $"{door}/{under}/streams/{world.Secret}/files/{await UploadAsync(world.Ada, world.Secret, "never sent")}", null, HttpStatusCode.NotFound);

        await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{world.Secret}/messages/{seq}/recall");
        await world.RefusedAsync(world.Iris, HttpMethod.Get, address, null, HttpStatusCode.NotFound);
        await world.JsonAsync(world.Iris, HttpMethod.Post, $"{door}/{under}/end", null, HttpStatusCode.NoContent);
        await world.RefusedAsync(world.Iris, HttpMethod.Get, address, null, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Of_a_place_that_the_person_has_left_and_of_one_that_she_never_was_in_no_later_file_is_there()
    {
        var place = await world.ChannelAsync("left-by-ben", Domain.Channels.ChannelVisibility.Private, world.Ben);
        var never = await world.ChannelAsync("without-ben", Domain.Channels.ChannelVisibility.Private);
        var (before, _) = await SendAsync(world.Ada, place, "while he was there");
        await world.JsonAsync(world.Ben, HttpMethod.Post, $"/streams/{place}/leave", null, HttpStatusCode.NoContent);
        var (after, _) = await SendAsync(world.Ada, place, "when he had gone");
        var (elsewhere, _) = await SendAsync(world.Ada, never, "where he never was");
        var view = (string)(await world.JsonAsync(world.Iris, HttpMethod.Post, "/audit/roaming", OfBen, HttpStatusCode.Created))["id"]!;

        using var seen = await world.SendAsync(world.Iris, HttpMethod.Get, $"/audit/roaming/{view}/streams/{place}/files/{before}");
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        await world.RefusedAsync(world.Iris, HttpMethod.Get, $"/audit/roaming/{view}/streams/{place}/files/{after}", null, HttpStatusCode.NotFound);
        await world.RefusedAsync(world.Iris, HttpMethod.Get, $"/audit/roaming/{view}/streams/{never}/files/{elsewhere}", null, HttpStatusCode.NotFound);
    }

    private async Task<(string File, long Seq)> SendAsync(TestPerson who, StreamId stream, string content)
    {
        var id = await UploadAsync(who, stream, content);
        var sent = await world.JsonAsync(who, HttpMethod.Post, $"/streams/{stream}/messages", new { text = "", files = new[] { new { id } } }, HttpStatusCode.Created);
        return (id, (long)sent["seq"]!);
    }

    private async Task<string> UploadAsync(TestPerson who, StreamId stream, string content)
    {
        using var client = world.Http(who.Token);
        using var body = new ByteArrayContent(SampleFiles.Text(content));
        using var answer = await client.PostAsync(new Uri($"/api/v1/streams/{stream}/files?name=prices.txt", UriKind.Relative), body, TestContext.Current.CancellationToken);
        return (string)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["id"]!;
    }
}
