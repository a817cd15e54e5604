using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Tests.Operations.Moves;

/// <summary>
/// Writers that post through the API without a pause, each text until it is acknowledged: the same key again after every
/// refusal, error or broken connection. What was tried and what was acknowledged is their journal.
/// </summary>
internal sealed class MoveWriters(MoveSite site, StreamId stream, int count)
{
    private readonly ConcurrentDictionary<string, long?> _journal = new(StringComparer.Ordinal);
    private int _acknowledged;
    private int _retries;

    /// <summary>How many were acknowledged so far.</summary>
    public int Acknowledged => _acknowledged;

    /// <summary>How many attempts failed.</summary>
    public int Retries => _retries;

    /// <summary>The longest that any message took.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>Each key that was tried, with the number that was acknowledged; null when none was.</summary>
    public IReadOnlyDictionary<string, long?> Journal => _journal;

    /// <summary>Writes until told to stop, and then on until everything that was begun is acknowledged.</summary>
    public Task WriteAsync(CancellationToken over, CancellationToken ct) => Task.WhenAll(Enumerable.Range(0, count).Select(i => WriteAsync(i, over, ct)));

    private async Task WriteAsync(int writer, CancellationToken over, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", site.Token);
        for (var number = 0; !over.IsCancellationRequested; number++)
        {
            var (key, started) = ($"w{writer}-{number}", TimeProvider.System.GetTimestamp());
            _journal[key] = null;
            for (var attempt = writer; ; attempt++)
            {
                if (await TryAsync(http, attempt, key, ct) is not { } seq)
                    continue;
                _journal[key] = seq;
                break;
            }

            Interlocked.Increment(ref _acknowledged);
            if (TimeProvider.System.GetElapsedTime(started) is var took && took > Slowest)
                Slowest = took;
        }
    }

    private async Task<long?> TryAsync(HttpClient http, int node, string key, CancellationToken ct)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(site.AddressOf(node), $"api/v1/streams/{stream}/messages"), new { text = $"text of {key}", clientKey = key }, ct);
            if (answer.IsSuccessStatusCode)
                return (long?)(await answer.Content.ReadFromJsonAsync<JsonNode>(ct))?["seq"];
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException && !ct.IsCancellationRequested)
        {
            // Killed in the middle: whether it was stored is not known, and the same key finds out.
        }

        Interlocked.Increment(ref _retries);
        await Task.Delay(Random.Shared.Next(20, 200), ct);
        return null;
    }
}
