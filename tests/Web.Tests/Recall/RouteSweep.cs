using System.Net;
using System.Text;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Recall;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Support;
using Collab.Support.Files;
using Collab.Support.Storage;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Collab.Web.Tests.Hubs;
using Collab.Web.Tests.Search;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Xunit;

namespace Collab.Web.Tests.Recall;

/// <summary>
/// Says a word wherever words can be, and looks for it on every route that reads. Routes are found by asking the program, so
/// that a new one is looked at as well.
/// </summary>
/// <param name="world">Where.</param>
/// <param name="marker">The word: at least nine letters, in no other word.</param>
public sealed class RouteSweep(RecallWorld world, string marker)
{
    // Queries that routes need, and some that look where a copy may hide. A route that needs another query says so by answering 400.
    private readonly Dictionary<string, string[]> _queries = new()
    {
        ["searchMessages"] = [$"?q={marker}&facets=true", $"?q={marker[..6]}", $"?q={marker[..6]}{marker[7]}{marker[6]}{marker[8..]}", $"?q=%22{marker}%22", $"?q=has:file+{marker}", "?q=has:pin", "?q=is:saved", "?q=from:ada&limit=50", "?q=is:recalled-by-me", "?q=-pear"],
        // What an auditor asked for is entered in the audit log: he asks for the beginning of it.
        ["searchForAudit"] = [$"?q={marker[..^1]}", "?q=from:ada"],
        ["listEvents"] = ["?since=0"],
        ["listPresence"] = [],
        ["listSaved"] = ["", "?state=done", "?state=archived"],
        ["listReactors"] = [""],
        ["searchPeople"] = [$"?query={marker}"],
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>What was asked last, with the answers' states.</summary>
    public List<string> Answers { get; } = [];

    /// <summary>Says the word wherever words can be: in a message with a file, edited, pinned, saved, forwarded, quoted; in a thread, a chat and an open channel.</summary>
    public async Task<Planted> PlantAsync()
    {
        // Devices that were away from then on.
        _queries["sync"] = [.. await Task.WhenAll(new[] { world.Ada, world.Ben, world.Guss }.Select(async p => $"?cursor={await BeginAsync(p)}"))];
        var file = (string)(await UploadAsync($"{marker}.txt", $"the {marker} in a document"))!;
        var root = TestWorld.Ok(await world.Get<PostMessage>().ExecuteAsync(
            new PostMessageRequest(world.Ada.Actor, world.Secret, $"{marker} for @ben", world.Get<IIdSource>().Next<MessageId>().ToString()) { Files = [new WantedFile(FileId.Parse(file, null), $"drawing of a {marker}")] }, Ct));
        await world.JsonAsync(world.Ada, HttpMethod.Put, $"/streams/{world.Secret}/messages/{root.Seq}", new { text = $"**{marker}** again for @ben" });
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{world.Secret}/messages/{root.Seq}/pin");
        foreach (var person in new[] { world.Ada, world.Ben })
            await world.JsonAsync(person, HttpMethod.Put, $"/streams/{world.Secret}/messages/{root.Seq}/saved", new { state = "inProgress" }, HttpStatusCode.NoContent);
        await world.JsonAsync(world.Ben, HttpMethod.Put, $"/streams/{world.Secret}/messages/{root.Seq}/reactions/%F0%9F%91%8D");
        var reply = TestWorld.Ok(await world.Get<ReplyInThread>().ExecuteAsync(new ReplyInThreadRequest(world.Ben.Actor, world.Secret, root.Seq, $"re: {marker}", world.Get<IIdSource>().Next<MessageId>().ToString()), Ct));
        var chat = await world.PostAsync(world.Ada, world.Chat, $"psst, {marker}");
        var open = await world.PostAsync(world.Ada, world.Open, $"everybody: {marker} @channel");
        // Those that refer say nothing themselves: what they show is what was said there.
        foreach (var (kind, place) in new[] { ("forward", world.Open), ("quote", world.Chat), ("quote", world.Thread) })
        {
            foreach (var said in new[] { root, reply, chat })
                await world.JsonAsync(world.Ben, HttpMethod.Post, $"/streams/{place}/messages", new { text = "look there", references = new[] { new { kind, stream = said.Stream.ToString(), seq = said.Seq } } }, HttpStatusCode.Created);
        }

        Planted planted = new([root, reply, chat, open], FileId.Parse(file, null));
        await world.IndexedAsync([.. planted.Messages.Select(m => m.Stream).Distinct()]);
        // The text of the document is read beside.
        await Eventually.TrueAsync(() => FilesWithMarker().Count == 2, "the document was read");
        await world.IndexedAsync([.. planted.Messages.Select(m => m.Stream).Distinct()]);
        return planted;
    }

    private async Task<string?> BeginAsync(TestPerson person)
    {
        var device = (string?)(await world.JsonAsync(person, HttpMethod.Post, "/me/devices", new { name = "sweep" }, HttpStatusCode.Created))["id"];
        return (string?)(await world.GetAsync(person, $"/sync?device={device}&hold={world.Thread}"))["cursor"];
    }

    private async Task<string?> UploadAsync(string name, string content)
    {
        using var client = world.Http(world.Ada.Token);
        using var body = new ByteArrayContent(SampleFiles.Text(content));
        using var answer = await client.PostAsync(new Uri($"/api/v1/streams/{world.Secret}/files?name={name}", UriKind.Relative), body, Ct);
        return (string?)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["id"];
    }

    /// <summary>Kept files in which the word is.</summary>
    public IReadOnlyList<string> FilesWithMarker() =>
        [.. Directory.EnumerateFiles(Path.Combine(world.Folder, "files"), "*", SearchOption.AllDirectories)
            .Where(file => file.Contains(marker, StringComparison.Ordinal) || Read(file).Contains(marker, StringComparison.Ordinal))];

    // Files come and go meanwhile.
    private static string Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Every route that reads, as everybody, for every place and message: those that show the word.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(Planted planted)
    {
        var found = new List<string>();
        Answers.Clear();
        var routes = world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>() is not { } methods || methods.HttpMethods.Contains("GET"))
            // What is built with the program cannot know what people write.
            .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Where(e => e.RoutePattern.RawText is { } pattern && !pattern.StartsWith("/_", StringComparison.Ordinal) && !pattern.StartsWith('_') && !pattern.Contains("/hubs/", StringComparison.Ordinal))
            .Select(e => (Name: e.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "page", Pattern: e.RoutePattern.RawText!)) // seen above
            .Distinct().ToList();
        Assert.True(routes.Count > 50, $"Only {routes.Count} routes.");
        foreach (var (name, pattern) in routes)
        {
            foreach (var address in AddressesOf(name, pattern, planted))
            {
                foreach (var person in new[] { world.Ada, world.Ben, world.Guss, world.Oda })
                {
                    using var client = world.Http(person.Token);
                    using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), HttpCompletionOption.ResponseContentRead, Ct);
                    var text = await answer.Content.ReadAsStringAsync(Ct);
                    Answers.Add($"{name} {address} {(int)answer.StatusCode}");
                    Assert.True(answer.StatusCode != HttpStatusCode.BadRequest || !address.StartsWith("/api/", StringComparison.Ordinal) || person != world.Ada, $"Teach the sweep how to ask {name} ({address}): {text}");
                    Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
                    // What one searched for oneself is one's own, and stands in the answer as the query.
                    if (text.Replace($"\"{marker}\"", "", StringComparison.Ordinal).Contains(marker, StringComparison.OrdinalIgnoreCase) || answer.Headers.ToString().Contains(marker, StringComparison.Ordinal))
                        found.Add($"{name} as {person.Name}: {address}");
                }
            }
        }

        return found;
    }

    /// <summary>
    /// Every act on a message that the program has, but those that bring messages back, as one person, on every message: those whose
    /// answer shows the word. Acts with a body are tried with that of <see cref="OutsiderTests.Bodies"/>.
    /// </summary>
    public async Task<IReadOnlyList<string>> ActAsync(TestPerson person, Planted planted)
    {
        var found = new List<string>();
        var acts = world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is { } pattern && pattern.StartsWith("/api/v1/", StringComparison.Ordinal) && pattern.Contains("{seq:id}", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(method => (Method: method, Name: e.Metadata.GetRequiredMetadata<IEndpointNameMetadata>().EndpointName, Pattern: e.RoutePattern.RawText!)))
            .Where(a => a.Method != "GET" && a.Name != "restoreMessage").ToList();
        Assert.True(acts.Count > 10, $"Only {acts.Count} acts.");
        foreach (var (method, name, pattern) in acts)
        {
            object? body = method == "DELETE" || OutsiderTests.Bodies[name] is "" ? null : OutsiderTests.Bodies[name];
            foreach (var address in AddressesOf(name, pattern, planted))
            {
                using var answer = await world.SendAsync(person, new HttpMethod(method), address["/api/v1".Length..], body);
                Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
                if ((await answer.Content.ReadAsStringAsync(Ct)).Contains(marker, StringComparison.OrdinalIgnoreCase))
                    found.Add($"{method} {address}: {(int)answer.StatusCode}");
            }
        }

        return found;
    }

    private IEnumerable<string> AddressesOf(string name, string pattern, Planted planted)
    {
        var targets = pattern.Contains("{stream", StringComparison.Ordinal)
            ? planted.Messages.Select(m => (m.Stream, m.Seq)).Append((world.Thread, 1L)).ToList()
            : [(world.Secret, 1L)];
        foreach (var (stream, seq) in targets)
        {
            var path = pattern
                .Replace("{stream:id}", stream.ToString(), StringComparison.Ordinal)
                .Replace("{seq:id}", $"{seq}", StringComparison.Ordinal)
                .Replace("{workspace:id}", world.First.Id.ToString(), StringComparison.Ordinal)
                .Replace("{person:id}", world.Ben.Id.ToString(), StringComparison.Ordinal)
                .Replace("{group:id}", "1", StringComparison.Ordinal)
                .Replace("{file:id}", planted.File.ToString(), StringComparison.Ordinal)
                .Replace("{search:id}", world.AuditSearch, StringComparison.Ordinal)
                .Replace("{roaming:id}", world.Roaming, StringComparison.Ordinal)
                .Replace("{device:id}", "1", StringComparison.Ordinal)
                .Replace("{emoji}", "%F0%9F%91%8D", StringComparison.Ordinal)
                .Replace("{side}", "read", StringComparison.Ordinal)
                .Replace("{documentName}", "v1", StringComparison.Ordinal)
                .Replace("{token}", "none", StringComparison.Ordinal)
                .Replace("{Workspace}", world.First.Slug, StringComparison.Ordinal)
                .Replace("{**path:file}", "css/base.css", StringComparison.Ordinal)
                .Replace("{*Console}", "policies", StringComparison.Ordinal)
                .Replace("{*Rest}", $"c/{stream}/m/{seq}", StringComparison.Ordinal);
            Assert.True(!path.Contains('{', StringComparison.Ordinal), $"Teach the sweep what {pattern} stands for.");
            foreach (var query in _queries.GetValueOrDefault(name, [""]))
                yield return (path.StartsWith('/') ? path : "/" + path) + query;
        }
    }

    /// <summary>Where the word was said.</summary>
    public sealed record Planted(IReadOnlyList<MessageView> Messages, FileId File);
}

/// <summary>A world whose folder can be looked into, and in which Ben audits.</summary>
public class RecallWorld : TestWorld
{
    public string Folder => Data;

    public string AuditSearch { get; private set; } = "";

    /// <summary>Ben's view of what Ada sees.</summary>
    public string Roaming { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Ok(await Get<SetOrganizationRole>().ExecuteAsync(Ada.Actor, Ben.Id, OrganizationRole.Auditor, Ct));
        var opened = await this.JsonAsync(Ben, HttpMethod.Post, "/audit/searches", new { reason = "the law of recall is tested" }, HttpStatusCode.Created);
        AuditSearch = (string)opened["id"]!; // it was opened
        var asked = await this.JsonAsync(Ben, HttpMethod.Post, "/audit/roaming", new { handle = "ada", reason = "the law of recall is tested" }, HttpStatusCode.Created);
        Roaming = (string)asked["id"]!; // nobody else has to let it
    }
}
