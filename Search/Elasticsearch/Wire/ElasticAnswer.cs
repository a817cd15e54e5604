using System.Text.Json;

namespace Collab.Search.Elasticsearch.Wire;

/// <summary>An answer.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Body">Its JSON; undefined when it has none.</param>
internal sealed record ElasticAnswer(int Status, JsonElement Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Too much to do, or not all there: it comes to itself.</summary>
    public bool IsBusy => Status is 429 or 502 or 503 or 504;

    /// <summary>There was none in time.</summary>
    public bool IsLate => Status == 504;

    /// <summary>What kind of error it tells of; empty for none.</summary>
    public string ErrorType => Text(Error, "type");

    /// <summary>Whether the error or one of its causes is of a kind.</summary>
    public bool HasError(string type) => Error is { } error && error.GetRawText().Contains($"\"{type}\"", StringComparison.Ordinal);

    private JsonElement? Error =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? error : null;

    private static string Text(JsonElement? element, string name) =>
        element is { } there && there.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}
