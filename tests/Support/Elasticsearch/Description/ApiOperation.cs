using System.Text.Json;

namespace Collab.Support.Elasticsearch.Description;

/// <summary>One operation of the description.</summary>
internal sealed class ApiOperation(string method, string template, JsonElement operation, SchemaCheck schemas)
{
    // Every call takes these, and the tables of _cat these as well; the description leaves them out.
    private static readonly HashSet<string> Common = ["pretty", "human", "error_trace", "filter_path"];
    private static readonly HashSet<string> OfTables = ["format", "bytes"];

    private readonly string[] _parts = template.Split('/');

    public string Method => method;

    public string Template => template;

    /// <summary>The names in a path, by their place in the template; null when it is another path.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        var parts = path.Split('/');
        if (parts.Length != _parts.Length)
            return null;
        var names = new Dictionary<string, string>();
        foreach (var (wanted, there) in _parts.Zip(parts))
        {
            if (wanted.StartsWith('{'))
            {
                if (there.Length == 0 || there.StartsWith('_'))
                    return null;
                names[wanted.Trim('{', '}')] = Uri.UnescapeDataString(there);
            }
            else if (wanted != there)
            {
                return null;
            }
        }

        return names;
    }

    /// <summary>What is wrong with a request.</summary>
    public IReadOnlyList<string> CheckRequest(IReadOnlyDictionary<string, string> query, ReadOnlyMemory<byte> body)
    {
        var faults = new List<string>();
        foreach (var (name, value) in query)
            faults.AddRange(CheckQuery(name, value));
        faults.AddRange(Parameters().Where(p => IsNeeded(p) && !query.ContainsKey(NameOf(p))).Select(p => $"the parameter {NameOf(p)} is missing"));
        if (_parts[^1] == "_bulk")
            faults.AddRange(CheckBulk(body));
        else if (!body.IsEmpty)
            faults.AddRange(RequestSchema() is { } schema ? schemas.Check(schema, Parse(body)) : ["a body is not expected"]);
        else if (IsBodyRequired())
            faults.Add("a body is missing");
        return faults;
    }

    /// <summary>What is wrong with an answer that says that all went well.</summary>
    public IReadOnlyList<string> CheckAnswer(int status, JsonElement body) =>
        Content(schemas.Resolve(operation.GetProperty("responses")), status.ToString(System.Globalization.CultureInfo.InvariantCulture)) is { } schema
            ? schemas.Check(schema, body)
            : [$"an answer {status} is not described"];

    /// <summary>What is wrong with an answer that tells of an error.</summary>
    public IReadOnlyList<string> CheckError(JsonElement body) => schemas.CheckError(body);

    private IEnumerable<string> CheckQuery(string name, string value)
    {
        if (Common.Contains(name) || (template.StartsWith("/_cat", StringComparison.Ordinal) && OfTables.Contains(name)))
            return [];
        var parameter = Parameters().FirstOrDefault(p => NameOf(p) == name);
        return parameter.ValueKind == JsonValueKind.Undefined
            ? [$"the parameter {name} is not known"]
            : schemas.CheckText(parameter.GetProperty("schema"), value) ? [] : [$"the parameter {name} does not take {value}"];
    }

    private IEnumerable<JsonElement> Parameters() => operation.TryGetProperty("parameters", out var all)
        ? all.EnumerateArray().Select(schemas.Resolve).Where(p => p.GetProperty("in").GetString() == "query")
        : [];

    private static string NameOf(JsonElement parameter) => parameter.GetProperty("name").GetString() ?? "";

    private static bool IsNeeded(JsonElement parameter) => parameter.TryGetProperty("required", out var required) && required.GetBoolean();

    // Lines, each of its own: what to do, and what with; what a document looks like is the mapping's affair.
    private IEnumerable<string> CheckBulk(ReadOnlyMemory<byte> body)
    {
        var text = System.Text.Encoding.UTF8.GetString(body.Span);
        if (!text.EndsWith('\n'))
            return ["the last line of a bulk request ends with a line break"];
        var (faults, isDocument) = (new List<string>(), false);
        foreach (var line in text.Split('\n')[..^1])
        {
            using var json = JsonDocument.Parse(line);
            if (isDocument)
            {
                isDocument = false;
                continue;
            }

            faults.AddRange(schemas.CheckNamed("_global.bulk.OperationContainer", json.RootElement));
            isDocument = json.RootElement.TryGetProperty("index", out _) || json.RootElement.TryGetProperty("create", out _);
        }

        return faults;
    }

    private JsonElement? RequestSchema() => operation.TryGetProperty("requestBody", out var body) ? Schema(schemas.Resolve(body)) : null;

    private bool IsBodyRequired() =>
        operation.TryGetProperty("requestBody", out var body) && schemas.Resolve(body).TryGetProperty("required", out var required) && required.GetBoolean();

    private JsonElement? Content(JsonElement answers, string status) => answers.TryGetProperty(status, out var answer) ? Schema(schemas.Resolve(answer)) : null;

    private static JsonElement? Schema(JsonElement holder) => holder.TryGetProperty("content", out var content)
        ? content.EnumerateObject().First().Value.GetProperty("schema")
        : null;

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body, ElasticServer.Deep);
        return document.RootElement.Clone();
    }
}
