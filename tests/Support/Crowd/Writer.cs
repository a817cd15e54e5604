using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Collab.Support.Oracle;

namespace Collab.Support.Crowd;

/// <summary>Somebody who writes: keeps a journal, and sends again with the same key until there is an answer.</summary>
/// <param name="label">Tells the keys of several writers of one person apart: letters and digits.</param>
public sealed class Writer(VirtualClient client, ApiClient api, WriterJournal journal, Meters meters, string label = "w")
{
    // As one node's page would: after so long without an answer it is asked again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private long _number;

    public VirtualClient Client => client;

    /// <summary>When an acknowledgement last came, and when the message it was for was sent, as timestamps.</summary>
    public (long SentAt, long At) LastAcknowledged { get; private set; }

    /// <summary>Sends one message; returns when it is acknowledged, refused for good, or the time to insist is over.</summary>
    public async Task<SendOutcome> SendAsync(long stream, string text, bool byHub, CancellationToken insist)
    {
        var sentAt = Stopwatch.GetTimestamp();
        var key = Happened.NewKey($"{label}{client.Who.Id & 0xffffff:x}", Interlocked.Increment(ref _number), sentAt);
        var entry = journal.Send(stream, client.Who.Id, key);
        var act = byHub ? Act.PostByHub : Act.PostByApi;
        for (var attempt = 0; !insist.IsCancellationRequested; attempt++)
        {
            try
            {
                if (await TryAsync(entry, text, byHub && attempt == 0, mayBeRefused: attempt == 0, insist) is { } wait)
                {
                    meters.Failed(act, wait.Why);
                    await Task.Delay(wait.For, insist);
                    continue;
                }

                if (entry.Outcome == SendOutcome.Acknowledged)
                {
                    meters.Took(act, Stopwatch.GetElapsedTime(sentAt));
                    LastAcknowledged = (sentAt, Stopwatch.GetTimestamp());
                }

                return entry.Outcome;
            }
            catch (Exception lost) when (ApiClient.IsLost(lost, insist) || lost is System.Net.WebSockets.WebSocketException or HubCallException or ObjectDisposedException)
            {
                meters.Failed(act, lost is HubCallException ? "hub error" : lost is OperationCanceledException ? "no answer" : "connection lost");
                await PauseAsync(attempt, insist);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return entry.Outcome;
    }

    private static async Task PauseAsync(int attempt, CancellationToken ct)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 50 << Math.Min(attempt, 5)) * (0.5 + Random.Shared.NextDouble())), ct);
        }
        catch (OperationCanceledException)
        {
            // It is given up; the outcome stays unknown.
        }
    }

    // Null when it is decided; otherwise why and for how long to wait.
    private async Task<Wait?> TryAsync(SentMessage entry, string text, bool byHub, bool mayBeRefused, CancellationToken insist)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(insist);
        patience.CancelAfter(Patience);
        var (value, code, retryAfter) = byHub ? await ByHubAsync(entry, text, patience.Token) : await ByApiAsync(entry, text, patience.Token);
        if (value is { } stored)
        {
            entry.Acknowledge(stored.GetProperty("seq").GetInt64(), long.Parse(stored.GetProperty("id").GetString()!, CultureInfo.InvariantCulture)); // an id is never null
            return null;
        }

        if (retryAfter is { } time)
            return new Wait(code, time);
        // Once an earlier attempt may have been stored, "refused" says nothing about it.
        if (mayBeRefused)
            entry.Refuse(code);
        return null;
    }

    private async Task<(JsonElement? Value, string Code, TimeSpan? RetryAfter)> ByHubAsync(SentMessage entry, string text, CancellationToken ct)
    {
        var answer = await client.CallAsync("Post", ct, Text(entry.Stream), text, entry.ClientKey);
        if (answer.GetProperty("error") is not { ValueKind: JsonValueKind.Object } error)
            return (answer.GetProperty("value"), "", null);
        var code = error.GetProperty("code").GetString() ?? "";
        var after = error.GetProperty("retryAfterMs");
        return (null, code, after.ValueKind == JsonValueKind.Number ? TimeSpan.FromMilliseconds(after.GetInt64()) : IsBusy(code) ? TimeSpan.FromMilliseconds(200) : null);
    }

    private async Task<(JsonElement? Value, string Code, TimeSpan? RetryAfter)> ByApiAsync(SentMessage entry, string text, CancellationToken ct)
    {
        var body = new { text, clientKey = entry.ClientKey };
        var answer = await api.SendAsync(api.NextNode(), HttpMethod.Post, $"streams/{entry.Stream}/messages", client.Who.Token, body, ct);
        if ((int)answer.Status < 300)
            return (answer.Body, "", null);
        var isTemporary = answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError;
        return (null, answer.Code ?? ((int)answer.Status).ToString(CultureInfo.InvariantCulture), isTemporary ? TimeSpan.FromMilliseconds(200) : null);
    }

    private static bool IsBusy(string code) => code is "busy" or "hub.busy" or "unavailable" or "too_many_requests" or "storage.full";

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private sealed record Wait(string Why, TimeSpan For);
}
