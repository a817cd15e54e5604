using System.Text.Json;
using Collab.Domain.Shared.Ids;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Web.Tests.Operations.Moves;

/// <summary>A program that follows a stream from its beginning through <c>/hubs/events</c>, and connects again whenever it is cut off.</summary>
internal sealed class MoveFollower(MoveSite site, StreamId stream, int node)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, string> _feed = [];
    private readonly List<string> _faults = [];
    private volatile string _doing = "nothing yet";
    private long _version;

    /// <summary>What it is at, for whoever has to find out why it sees nothing.</summary>
    public string Doing => _doing;

    public long Version
    {
        get
        {
            lock (_lock)
                return _version;
        }
    }

    /// <summary>What it shows: the text of each message, by number.</summary>
    public IReadOnlyList<(long Seq, string Text)> Feed
    {
        get
        {
            lock (_lock)
                return [.. _feed.Select(m => (m.Key, m.Value))];
        }
    }

    /// <summary>Where the hub broke its promise of no gap and no repetition.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    public async Task FollowAsync(CancellationToken over)
    {
        for (var attempt = node; !over.IsCancellationRequested; attempt++)
        {
            try
            {
                await FollowOnceAsync(attempt, over);
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A node that dies at the wrong moment fails in a dozen ways, and each is a reason to come again; the last is told.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _doing = $"failed when {_doing}: {error.GetType().Name}: {error.Message}";
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    private async Task FollowOnceAsync(int attempt, CancellationToken over)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(site.AddressOf(attempt), "/hubs/events"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(site.Token))
            .Build();
        hub.On<JsonElement>("events", Apply);
        foreach (var method in (string[])["resync", "draining"])
            hub.On(method, () => closed.TrySetResult());
        hub.On<JsonElement>("unsubscribed", _ => closed.TrySetResult());
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        _doing = $"connecting to node {attempt % 2}";
        await hub.StartAsync(over);
        _doing = $"subscribing at node {attempt % 2} since {Version}";
        var answer = await hub.InvokeAsync<JsonElement>("Subscribe", stream.ToString(), Version, over);
        if (answer.GetProperty("error").ValueKind != JsonValueKind.Null)
            throw new InvalidOperationException(answer.GetRawText());
        if (!answer.GetProperty("value").GetProperty("isComplete").GetBoolean())
            Note($"Events after {Version} are said to be gone.");
        _doing = $"following at node {attempt % 2} since {Version}: {answer.GetRawText()}";
        await closed.Task.WaitAsync(over);
        _doing = $"leaving node {attempt % 2}";
    }

    private void Apply(JsonElement batch)
    {
        foreach (var happened in batch.EnumerateArray())
        {
            if (happened.GetProperty("head").GetProperty("id").GetString() != stream.ToString())
                continue;
            var version = happened.GetProperty("head").GetProperty("version").GetInt64();
            lock (_lock)
            {
                if (version != _version + 1)
                    _faults.Add($"{version} came after {_version}.");
                _version = version;
                if (happened.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object)
                    _feed[message.GetProperty("seq").GetInt64()] = message.GetProperty("text").GetString() ?? "";
            }
        }
    }

    private void Note(string fault)
    {
        lock (_lock)
            _faults.Add(fault);
    }
}
