using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Support.Elasticsearch.Description;
using Collab.Support.Elasticsearch.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Collab.Support.Elasticsearch;

/// <summary>
/// Stands in for Elasticsearch: an HTTP server on loopback that keeps documents in memory, and takes and answers nothing
/// but what Elastic's description of the API allows. Whatever is not allowed is refused and remembered in
/// <see cref="Violations"/>, so that a test fails that would not have noticed.
/// </summary>
public sealed class ElasticServer : IAsyncDisposable
{
    /// <summary>Thirty queries within each other are more levels than JSON is read with by default.</summary>
    internal static readonly JsonDocumentOptions Deep = new() { MaxDepth = 500 };

    private readonly WebApplication _app;
    private readonly Engine.Engine _engine;
    private readonly ConcurrentQueue<string> _violations = [];
    private readonly ConcurrentQueue<ElasticCall> _calls = [];
    private readonly CancellationTokenSource _stopping = new();

    private ElasticServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _app = builder.Build();
        _app.Run(AnswerAsync);
        _engine = new Engine.Engine(Trouble, () => RefreshInterval);
    }

    /// <summary>Its address.</summary>
    public string Url => _app.Urls.First();

    /// <summary>How it misbehaves.</summary>
    public ElasticTrouble Trouble { get; } = new();

    /// <summary>How soon searches find what was written; <see cref="Timeout.InfiniteTimeSpan"/> for not before a refresh.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What was asked or answered that the description does not allow.</summary>
    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyCollection<ElasticCall> Calls => _calls;

    /// <summary>How many points in time are open.</summary>
    public int Snapshots => _engine.Look(cluster => cluster.Snapshots.Count);

    /// <summary>The names of its indices.</summary>
    public IReadOnlyList<string> Indices => _engine.Look(cluster => cluster.Indices.Keys.ToList());

    public static async Task<ElasticServer> StartAsync()
    {
        var server = new ElasticServer();
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Ends all points in time, as time does.</summary>
    public void ExpireSnapshots() => _engine.Look(cluster =>
    {
        cluster.Snapshots.Clear();
        return true;
    });

    /// <summary>The documents that searches find in an index or alias, as they may be read back, with their ids.</summary>
    public IReadOnlyDictionary<string, JsonElement> Documents(string index) => _engine.Look(cluster => cluster.Find(index)
        .SelectMany(i => i.Seen(TimeSpan.Zero)).ToDictionary(d => d.Id, d => JsonSerializer.SerializeToElement(d.Source)));

    /// <summary>Rewrites what an index says of itself, as another version of Collab would have.</summary>
    public void ChangeMeta(string index, string name, int value) => _engine.Look(cluster =>
    {
        foreach (var there in cluster.Find(index))
            there.Mappings["_meta"]![name] = value; // every index of ours has one
        return true;
    });

    /// <summary>Makes an index read-only in its settings, as a full disk does.</summary>
    public void Block(string index) => _engine.Look(cluster =>
    {
        foreach (var there in cluster.Find(index))
            there.Settings["index"]!["blocks"] = new JsonObject { ["read_only_allow_delete"] = true }; // every index of ours has settings
        return true;
    });

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var (path, body) = (context.Request.Path.Value ?? "/", buffer.ToArray());
        _calls.Enqueue(new ElasticCall(context.Request.Method, path, Encoding.UTF8.GetString(body)));
        if (Trouble.IsDown)
        {
            context.Abort();
            return;
        }

        if (Trouble.IsSilent || (path == "/_bulk" && body.Count(b => b == '\n') / 2 > Trouble.IsSilentAbove))
            await SilenceAsync(context);
        else if (Refused(path) is { } refused)
            await WriteAsync(context, refused);
        else
            await WriteHeldAsync(context, Answer(context.Request, path, body));
    }

    // Until whoever asked goes, or the server does.
    private async Task SilenceAsync(HttpContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, either.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private EngineAnswer? Refused(string path)
    {
        if (Trouble.Forbids is { } forbidden && path.StartsWith(forbidden, StringComparison.Ordinal))
            return new EngineException(403, "security_exception", "action is unauthorized").Answer();
        if (Trouble.Status == 0 || Trouble.StatusTimes == 0)
            return null;
        Trouble.StatusTimes--;
        return new EngineException(Trouble.Status, Trouble.Status == 429 ? "es_rejected_execution_exception" : "unavailable", "not now").Answer();
    }

    private EngineAnswer Answer(HttpRequest request, string path, byte[] body)
    {
        var call = $"{request.Method} {path}";
        if (ApiDescription.Published.Find(request.Method, path) is not { } operation)
            return Refuse(call, "there is no such call");
        var query = request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        if (operation.CheckRequest(query, body) is { Count: > 0 } faults)
            return Refuse(call, string.Join("; ", faults));
        try
        {
            var isBulk = path.EndsWith("/_bulk", StringComparison.Ordinal);
            var asked = new EngineRequest(operation.Match(path) ?? [], query, isBulk || body.Length == 0 ? default : Parse(body), isBulk ? Lines(body) : []);
            var answer = _engine.Answer($"{request.Method} {operation.Template}", asked);
            var json = JsonSerializer.SerializeToElement(answer.Body);
            var wrong = answer.Body is JsonObject { } failure && failure["error"] is not null && answer.Status >= 400 ? operation.CheckError(json)
                : answer.Status == 200 ? operation.CheckAnswer(answer.Status, json)
                : [];
            foreach (var fault in wrong)
                _violations.Enqueue($"the answer to {call}: {fault}");
            return answer;
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return Refuse(call, fault.ToString());
        }
    }

    private EngineAnswer Refuse(string call, string why)
    {
        _violations.Enqueue($"{call}: {why}");
        return EngineException.Illegal(why).Answer();
    }

    private async Task WriteHeldAsync(HttpContext context, EngineAnswer answer)
    {
        await Trouble.HoldAsync();
        await WriteAsync(context, answer);
    }

    private static async Task WriteAsync(HttpContext context, EngineAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["X-Elastic-Product"] = "Elasticsearch";
        await context.Response.WriteAsync(answer.Body.ToJsonString(), context.RequestAborted);
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        return document.RootElement.Clone();
    }

    private static List<JsonElement> Lines(byte[] body) =>
        [.. Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Parse(Encoding.UTF8.GetBytes(line)))];
}

/// <summary>A request as it came.</summary>
public sealed record ElasticCall(string Method, string Path, string Body);
