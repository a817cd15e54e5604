using System.Text.Json;
using System.Text.Json.Nodes;

namespace Collab.Search.Elasticsearch.Wire;

/// <summary>A request. All that are made here may be made twice.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Path and query.</param>
/// <param name="Body">Its body; empty for none.</param>
internal sealed record ElasticRequest(HttpMethod Method, string Path, ReadOnlyMemory<byte> Body)
{
    /// <summary>How it is sent.</summary>
    public ElasticManner Manner { get; init; }

    /// <summary>What it is called in messages to operators: neither ids nor values.</summary>
    public string Name => $"{Method} {Path.Split('?')[0]}";

    /// <summary>The type of its body.</summary>
    public string ContentType => Manner == ElasticManner.Bulk ? "application/x-ndjson" : "application/json";

    public static ElasticRequest Get(string path) => new(HttpMethod.Get, path, default);

    public static ElasticRequest Delete(string path) => new(HttpMethod.Delete, path, default) { Manner = ElasticManner.Admin };

    public static ElasticRequest Read(string path, JsonNode? body = null) => new(HttpMethod.Post, path, Bytes(body));

    public static ElasticRequest Admin(HttpMethod method, string path, JsonNode? body = null) => new(method, path, Bytes(body)) { Manner = ElasticManner.Admin };

    public static ElasticRequest Bulk(ReadOnlyMemory<byte> lines) => new(HttpMethod.Post, "/_bulk", lines) { Manner = ElasticManner.Bulk };

    private static ReadOnlyMemory<byte> Bytes(JsonNode? body) => body is null ? default : JsonSerializer.SerializeToUtf8Bytes(body, ElasticJson.Options);
}

/// <summary>How patient a request is.</summary>
internal enum ElasticManner
{
    /// <summary>Somebody waits for the answer.</summary>
    Read,

    /// <summary>Indices are made and switched, which takes its time.</summary>
    Admin,

    /// <summary>Changes, which wait by themselves when there is too much to do.</summary>
    Bulk,
}
