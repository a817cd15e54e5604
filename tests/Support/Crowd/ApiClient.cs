using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Collab.Support.Crowd;

/// <summary>The API of several nodes; each call goes to one of them.</summary>
public sealed class ApiClient(IReadOnlyList<Uri> nodes) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256, ConnectTimeout = TimeSpan.FromSeconds(5) })
    {
        Timeout = TimeSpan.FromSeconds(20),
    };

    private int _next;

    /// <summary>Where they are.</summary>
    public IReadOnlyList<Uri> Nodes => nodes;

    /// <summary>A node, by turns.</summary>
    public int NextNode() => (int)((uint)Interlocked.Increment(ref _next) % nodes.Count);

    /// <summary>Sends a request and returns the answer, whatever it is; throws when there is none.</summary>
    public async Task<ApiAnswer> SendAsync(int node, HttpMethod method, string path, string token, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(nodes[node % nodes.Count], $"api/v1/{path}"));
        request.Headers.Authorization = new("Bearer", token);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await _http.SendAsync(request, ct);
        var content = await answer.Content.ReadAsByteArrayAsync(ct);
        return new ApiAnswer(answer.StatusCode, content.Length == 0 ? default : Parse(content));
    }

    /// <summary>The same, for what must succeed: tries again on every node for a while.</summary>
    public async Task<JsonElement> GetOkAsync(HttpMethod method, string path, string token, object? body, CancellationToken ct)
    {
        var failures = new List<string>();
        for (var attempt = 0; attempt < 60; attempt++)
        {
            try
            {
                var answer = await SendAsync(NextNode(), method, path, token, body, ct);
                if ((int)answer.Status < 300)
                    return answer.Body;
                failures.Add($"{(int)answer.Status} {answer.Code}");
                if (answer.Status is not (HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError))
                    break;
            }
            catch (Exception lost) when (IsLost(lost, ct))
            {
                failures.Add(lost.Message);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), ct);
        }

        throw new InvalidOperationException($"{method} {path} did not succeed: {string.Join(", then ", failures)}");
    }

    /// <summary>True for what happens to a request when a node or a network goes away.</summary>
    public static bool IsLost(Exception error, CancellationToken ct) =>
        error is HttpRequestException or IOException or TimeoutException || (error is OperationCanceledException && !ct.IsCancellationRequested);

    public void Dispose() => _http.Dispose();

    private static JsonElement Parse(byte[] content)
    {
        try
        {
            using var parsed = JsonDocument.Parse(content);
            return parsed.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default; // a proxy's page, or half an answer
        }
    }
}

/// <summary>An answer of the API.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, JsonElement Body)
{
    /// <summary>The code of a problem document.</summary>
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;
}
