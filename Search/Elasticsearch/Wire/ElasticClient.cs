using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Collab.Domain.Shared.Events;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Collab.Search.Elasticsearch.Wire;

/// <summary>
/// Asks Elasticsearch over HTTP. What cannot be reached, refuses the account or is overloaded throws
/// <see cref="OutageException"/>; every other answer is handed back, refusals of the request among them.
/// </summary>
internal sealed class ElasticClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly ElasticNodes _nodes;
    private readonly AuthenticationHeaderValue? _account;
    private readonly ElasticPatience _patience;

    public ElasticClient(HttpClient http, ElasticsearchOptions options, TimeProvider time)
    {
        (_http, _nodes) = (http, ElasticNodes.Of(options, time));
        _http.Timeout = Timeout.InfiniteTimeSpan; // each attempt has its own
        _account = Account(options);
        _patience = new ElasticPatience(options, _nodes.Count, time);
    }

    /// <summary>Sends a request, again when that may help.</summary>
    public async Task<ElasticAnswer> SendAsync(ElasticRequest request, CancellationToken ct)
    {
        try
        {
            var answer = await _patience.For(request.Manner).ExecuteAsync(
                static async (state, token) => await state.Client.AskAsync(state.Request, state.Caller, token), (Client: this, Request: request, Caller: ct), ct);
            return Checked(request, answer);
        }
        catch (BrokenCircuitException cause)
        {
            throw new OutageException("Elasticsearch has failed too often; it is asked again in some seconds.", cause);
        }
        catch (TimeoutRejectedException) when (request.Manner == ElasticManner.Bulk)
        {
            return new ElasticAnswer(504, default);
        }
        catch (TimeoutRejectedException cause)
        {
            throw new OutageException($"Elasticsearch did not answer {request.Name} within {cause.Timeout.TotalSeconds:0.#} s.", cause);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            throw new OutageException("Elasticsearch cannot be reached.", cause);
        }
        catch (JsonException cause)
        {
            throw new OutageException($"What answers {request.Name} is not Elasticsearch.", cause);
        }
    }

    /// <summary>Sends a request that must succeed.</summary>
    public async Task<JsonElement> AskAsync(ElasticRequest request, string purpose, CancellationToken ct)
    {
        var answer = await SendAsync(request, ct);
        return answer.IsSuccess ? answer.Body : throw new OutageException($"Elasticsearch refuses to {purpose}: {answer.Status} {answer.ErrorType}.");
    }

    public void Dispose() => _http.Dispose();

    private static ElasticAnswer Checked(ElasticRequest request, ElasticAnswer answer) => answer switch
    {
        { Status: 401 } => throw new OutageException("Elasticsearch does not know the account or key."),
        { Status: 403 } when answer.ErrorType == "security_exception" => throw new OutageException($"The account or key may not {request.Name} in Elasticsearch."),
        { IsBusy: true } when request.Manner != ElasticManner.Bulk && answer.ErrorType != "cluster_block_exception" =>
            throw new OutageException(answer.Status == 429 ? "Elasticsearch has too much to do." : $"Elasticsearch is not ready: {answer.Status} {answer.ErrorType}."),
        { Status: >= 500 } when !answer.IsBusy => throw new OutageException($"Elasticsearch failed at {request.Name}: {answer.Status} {answer.ErrorType}."),
        _ => answer,
    };

    private async ValueTask<ElasticAnswer> AskAsync(ElasticRequest request, CancellationToken caller, CancellationToken ct)
    {
        var node = _nodes.Next();
        try
        {
            using var message = Message(request, node);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            return new ElasticAnswer((int)response.StatusCode, await BodyAsync(response, ct));
        }
        catch (Exception missing) when (missing is HttpRequestException or IOException or OperationCanceledException && !caller.IsCancellationRequested)
        {
            _nodes.Miss(node);
            throw;
        }
    }

    private HttpRequestMessage Message(ElasticRequest request, ElasticNode node)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(node.Address.GetLeftPart(UriPartial.Path).TrimEnd('/') + request.Path));
        message.Headers.Authorization = _account;
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (request.Body.IsEmpty)
            return message;
        message.Content = new ReadOnlyMemoryContent(request.Body);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
        return message;
    }

    // Proxies answer in HTML what they refuse by themselves; a success in anything but JSON comes from something else.
    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        if (!response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) != true)
            return default;
        using var document = await JsonDocument.ParseAsync(stream, default, ct);
        return document.RootElement.Clone();
    }

    private static AuthenticationHeaderValue? Account(ElasticsearchOptions options) =>
        !string.IsNullOrEmpty(options.ApiKey) ? new AuthenticationHeaderValue("ApiKey", options.ApiKey)
        : !string.IsNullOrEmpty(options.User) ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}")))
        : null;
}
