using System.Net;
using System.Text;
using Collab.Support.Elasticsearch;
using Xunit;

namespace Collab.Search.Tests.Elasticsearch;

/// <summary>The stand-in refuses what Elasticsearch would: else the other tests prove nothing.</summary>
public sealed class ConformanceTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private ElasticServer _server = null!; // set before each test

    public async ValueTask InitializeAsync()
    {
        _server = await ElasticServer.StartAsync();
        await SendAsync("PUT", "/notes", """{"mappings":{"dynamic":"strict","properties":{"n":{"type":"byte"},"t":{"type":"text","analyzer":"whitespace"},"off":{"type":"long","index":false,"doc_values":false}}}}""");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/_nothing", null, "there is no such call")]
    [InlineData("POST", "/notes/_search?sise=3", null, "the parameter sise is not known")]
    [InlineData("POST", "/notes/_search?size=x", null, "the parameter size does not take x")]
    [InlineData("POST", "/notes/_search", """{"querry":{}}""", "querry is not known")]
    [InlineData("POST", "/notes/_search", """{"query":{"match_everything":{}}}""", "match_everything is not known")]
    [InlineData("POST", "/notes/_search", """{"query":{"match_all":{},"match_none":{}}}""", "2 properties where 1 to 1 may be")]
    [InlineData("POST", "/notes/_search", """{"query":{"term":{"n":{"valeu":1}}}}""", "valeu is not known")]
    [InlineData("POST", "/notes/_search", """{"query":{"prefix":{"t":{}}}}""", "value is missing")]
    [InlineData("POST", "/notes/_search", """{"query":{"terms":{"n":1}}}""", "is no array")]
    [InlineData("POST", "/notes/_search", """{"query":{"bool":{"must_not":"x"}}}""", "must_not")]
    [InlineData("POST", "/notes/_search", """{"sort":[{"n":{"order":"down"}}]}""", "is none of")]
    [InlineData("POST", "/notes/_search", """{"query":{"function_score":{"functions":[{"exp":{"n":{"origin":1}}}]}}}""", "scale is missing")]
    [InlineData("POST", "/notes/_search", """{"aggregations":{"a":{"terms":{"feild":"n"}}}}""", "feild is not known")]
    [InlineData("POST", "/_bulk", "{\"index\":{\"_index\":\"notes\",\"_ide\":\"1\"}}\n{}\n", "_ide is not known")]
    [InlineData("POST", "/_bulk", "{\"put\":{\"_index\":\"notes\"}}\n{}\n", "put is not known")]
    [InlineData("POST", "/_bulk", "{\"index\":{\"_index\":\"notes\"}}\n{}", "ends with a line break")]
    [InlineData("PUT", "/more", """{"mappings":{"properties":{"x":{"type":"keyword","index_option":"docs"}}}}""", "index_option is not known")]
    [InlineData("PUT", "/more", """{"mappings":{"properties":{"x":{"type":"lang"}}}}""", "there is no type lang")]
    [InlineData("PUT", "/more", """{"settings":{"index":{"gc_delete":"1h"}}}""", "gc_delete is not known")]
    [InlineData("PUT", "/_index_template/t", null, "a body is missing")]
    [InlineData("POST", "/notes/_pit", """{}""", "keep_alive")]
    public async Task What_the_description_does_not_allow_is_refused_and_remembered(string method, string path, string? body, string why)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(method, path, body));
        Assert.Contains(why, Assert.Single(_server.Violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"query":{"term":{"off":{"value":1}}}}""")]
    [InlineData("""{"sort":[{"off":{"order":"desc"}}]}""")]
    [InlineData("""{"aggregations":{"a":{"terms":{"field":"off"}}}}""")]
    [InlineData("""{"sort":[{"n":{"order":"desc"}}],"search_after":[1,2]}""")]
    [InlineData("""{"size":10001}""")]
    public async Task What_the_mapping_does_not_allow_is_refused(string body)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("POST", "/notes/_search", body));
        Assert.Empty(_server.Violations);
    }

    [Fact]
    public async Task More_terms_than_a_query_takes_are_refused()
    {
        var body = "{\"query\":{\"terms\":{\"n\":[" + string.Join(',', Enumerable.Range(0, 65_537)) + "]}}}";
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("POST", "/notes/_search", body));
    }

    [Fact]
    public async Task Queries_within_queries_end_at_thirty()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync("POST", "/notes/_search", Nested(29)));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("POST", "/notes/_search", Nested(30)));

        static string Nested(int levels) =>
            "{\"query\":" + string.Concat(Enumerable.Repeat("{\"bool\":{\"filter\":[", levels)) + "{\"match_all\":{}}" + string.Concat(Enumerable.Repeat("]}}", levels)) + "}";
    }

    private async Task<HttpStatusCode> SendAsync(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), _server.Url + path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request, CancellationToken.None);
        return response.StatusCode;
    }
}
