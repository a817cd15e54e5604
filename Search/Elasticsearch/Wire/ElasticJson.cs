using System.Text.Encodings.Web;
using System.Text.Json;

namespace Collab.Search.Elasticsearch.Wire;

/// <summary>How JSON is written: letters of all scripts as they are, which makes bodies a third as long.</summary>
internal static class ElasticJson
{
    // A dozen clauses within each other are more levels than are written by default.
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 500 };

    public static JsonWriterOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
