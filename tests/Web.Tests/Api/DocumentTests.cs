using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Support;
using Collab.Web.Tests.Hosting;
using Xunit;

namespace Collab.Web.Tests.Api;

/// <summary>The OpenAPI document is a promise: it changes only when somebody means it to.</summary>
[Collection(WorldCollection.Name)]
public sealed class DocumentTests(TestWorld world)
{
    private const string File = "docs/api/openapi.v1.json";
    private const string Update = "COLLAB_UPDATE_OPENAPI";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task It_is_the_one_that_was_promised()
    {
        var text = (await ReadAsync()).ToJsonString(Indented) + "\n";
        var path = Path.Combine(SourceTree.Root, File);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // the file lies in a folder
            await System.IO.File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        }

        Assert.True(System.IO.File.Exists(path), HowTo);
        Assert.True(await System.IO.File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) == text, HowTo);
    }

    [Fact]
    public async Task Ids_and_cursors_are_strings_and_every_array_says_of_what()
    {
        var document = await ReadAsync();
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var name in new[] { "StreamId", "UserId", "MessageId", "WorkspaceId" })
            Assert.Contains("string", schemas[name]!["type"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.All(Arrays(document), array => Assert.NotNull(array["items"]));
        Assert.Equal(["owner", "admin"], schemas["OrganizationRole"]!["enum"]!.AsArray().Select(v => (string?)v).Reverse().Take(2));
    }

    [Fact]
    public async Task Every_operation_is_described_and_lists_its_problems()
    {
        foreach (var (path, item) in (await ReadAsync())["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]), $"{method} {path}");
                Assert.False(string.IsNullOrEmpty((string?)operation["operationId"]), $"{method} {path}");
                Assert.NotNull(operation["responses"]!["404"]!["content"]!["application/problem+json"]);
            }
        }
    }

    private static string HowTo => $"The API's description has changed. If you mean it: {Update}=1 ./dev test Web, look at the change of {File}, and commit it.";

    private async Task<JsonNode> ReadAsync()
    {
        using var client = world.Http();
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken)) ?? new JsonObject();
    }

    private static IEnumerable<JsonNode> Arrays(JsonNode? node) =>
        node switch
        {
            JsonObject obj when obj["type"] is { } type && type.ToJsonString().Contains("\"array\"", StringComparison.Ordinal) => [obj, .. obj.SelectMany(p => Arrays(p.Value))],
            JsonObject obj => obj.SelectMany(p => Arrays(p.Value)),
            JsonArray array => array.SelectMany(Arrays),
            _ => [],
        };
}
