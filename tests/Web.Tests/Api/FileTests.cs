using System.Net;
using System.Net.Http.Headers;
using Collab.Domain.Files;
using Collab.Support.Files;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>Files over HTTP: what a browser is told of them, and who gets them.</summary>
[Collection(WorldCollection.Name)]
public sealed class FileTests(TestWorld world)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_uploaded_attached_and_opened_as_a_whole_and_in_part()
    {
        var bytes = SampleFiles.Picture(900, 300);
        var id = await UploadAsync("shot ü.png", bytes);
        using (var early = await GetAsync(world.Ben, id, "content"))
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        var sent = await world.JsonAsync(world.Ada, HttpMethod.Post, $"/streams/{world.Secret}/messages", new { text = "", files = new[] { new { id, alt = "two stripes" } } }, HttpStatusCode.Created);
        Assert.Equal("two stripes", (string?)sent["attachments"]![0]!["alt"]);

        using var whole = await GetAsync(world.Ben, id, "content");
        Assert.Equal(bytes, await whole.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("image/png", whole.Content.Headers.ContentType!.MediaType);
        Assert.Equal("inline", whole.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("shot ü.png", whole.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", whole.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal((true, true, false), (whole.Headers.CacheControl!.Private, whole.Headers.CacheControl.NoCache, whole.Headers.CacheControl.Public));

        using var part = await GetAsync(world.Ben, id, "content", request => request.Headers.Range = new RangeHeaderValue(10, 19));
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[10..20], await part.Content.ReadAsByteArrayAsync(Ct));
        using var same = await GetAsync(world.Ben, id, "content", request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        using var small = await GetAsync(world.Ben, id, "preview");
        Assert.Equal("image/webp", small.Content.Headers.ContentType!.MediaType);
        using var saved = await GetAsync(world.Ben, id, "content?save=true");
        Assert.Equal("attachment", saved.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Theory]
    [InlineData("page.html", "<script>alert(1)</script>")]
    [InlineData("drawing.svg", "<svg onload=\"alert(1)\"/>")]
    [InlineData("script.js", "alert(1)")]
    [InlineData("picture.png", "<html><script>alert(1)</script>")]
    public async Task What_a_browser_could_run_is_only_ever_saved(string name, string content)
    {
        var id = await UploadAsync(name, SampleFiles.Text(content));
        using var answer = await GetAsync(world.Ada, id, "content");
        Assert.Equal(MediaTypes.Unknown, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        using var preview = await GetAsync(world.Ada, id, "preview");
        Assert.Equal(HttpStatusCode.NotFound, preview.StatusCode);
    }

    [Fact]
    public async Task A_file_may_be_larger_than_other_requests_and_an_empty_one_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/streams/{world.Secret}/files?name=a.bin") { Content = new ByteArrayContent(new byte[(1024 * 1024) + 1]) };
        using var large = await AskAsync(world.Ada, request);
        Assert.Equal(HttpStatusCode.Created, large.StatusCode);
        Assert.Equal("file.empty", await world.RefusedAsync(world.Ada, HttpMethod.Post, $"/streams/{world.Secret}/files?name=a.bin", null, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_cookie_alone_uploads_nothing()
    {
        using var client = world.Http();
        client.DefaultRequestHeaders.Add("Cookie", await world.CookieOfAsync(world.Ada));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/streams/{world.Secret}/files?name=forged.txt") { Content = new ByteArrayContent([65]) };
        using var forged = await client.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal("antiforgery.missing", (string?)(await Calls.ProblemAsync(forged))["code"]);
    }

    private async Task<string> UploadAsync(string name, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/streams/{world.Secret}/files?name={Uri.EscapeDataString(name)}") { Content = new ByteArrayContent(bytes) };
        using var answer = await AskAsync(world.Ada, request);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["id"]!;
    }

    private async Task<HttpResponseMessage> AskAsync(TestPerson who, HttpRequestMessage request)
    {
        using var client = world.Http(who.Token);
        return await client.SendAsync(request, Ct);
    }

    private async Task<HttpResponseMessage> GetAsync(TestPerson who, string id, string part, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/streams/{world.Secret}/files/{id}/{part}");
        change?.Invoke(request);
        return await AskAsync(who, request);
    }
}
