using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Shared.Ids;
using Collab.Support;
using Collab.Web.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Xunit;

namespace Collab.Web.Tests.Hubs;

/// <summary>A program at <c>/hubs/events</c> that notes what it is sent.</summary>
internal sealed class HubProgram : IAsyncDisposable
{
    private readonly HubConnection _hub;
    private readonly ConcurrentQueue<JsonNode> _events = new();
    private readonly ConcurrentQueue<(string Method, JsonNode? Argument)> _told = new();

    private HubProgram(HubConnection hub)
    {
        _hub = hub;
        hub.On<JsonElement>("events", batch =>
        {
            foreach (var happened in batch.EnumerateArray())
                _events.Enqueue(JsonNode.Parse(happened.GetRawText())!); // an event is never null
        });
        foreach (var method in new[] { "places", "typing", "read", "placeJoined", "placeLeft", "unsubscribed", "presence", "peopleUnfollowed", "watching" })
            hub.On<JsonElement>(method, argument => _told.Enqueue((method, JsonNode.Parse(argument.GetRawText()))));
        foreach (var method in new[] { "resync", "draining" })
            hub.On(method, () => _told.Enqueue((method, null)));
        hub.Closed += _ =>
        {
            IsClosed = true;
            return Task.CompletedTask;
        };
    }

    public bool IsClosed { get; private set; }

    /// <summary>All events so far, in the order of arrival.</summary>
    public IReadOnlyList<JsonNode> Events => [.. _events];

    public static async Task<HubProgram> ConnectAsync(CollabApp app, TestPerson who)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(app.Address, "/hubs/events"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(who.Token))
            .Build();
        var program = new HubProgram(hub);
        await hub.StartAsync(TestContext.Current.CancellationToken);
        return program;
    }

    /// <summary>What was told by a method, oldest first.</summary>
    public IReadOnlyList<JsonNode?> Told(string method) => [.. _told.Where(t => t.Method == method).Select(t => t.Argument)];

    public async Task<JsonNode> CallAsync(string method, params object?[] arguments)
    {
        var answer = await _hub.InvokeCoreAsync<JsonElement>(method, arguments, TestContext.Current.CancellationToken);
        return JsonNode.Parse(answer.GetRawText())!; // an answer is never null
    }

    public Task<JsonNode> SubscribeAsync(StreamId stream, long? since = null) => CallAsync("Subscribe", stream.ToString(), since);

    public Task SendAsync(string method, params object?[] arguments) => _hub.InvokeCoreAsync(method, arguments, TestContext.Current.CancellationToken);

    public Task SeesAsync(string text) => Eventually.TrueAsync(() => Texts.Contains(text), $"the program sees “{text}”");

    /// <summary>The texts of the messages of all events.</summary>
    public IReadOnlyList<string> Texts => [.. Events.Select(e => (string?)e["message"]?["text"] ?? "")];

    /// <summary>The versions of a stream's events, in the order of arrival.</summary>
    public long[] Versions(StreamId stream) =>
        [.. Events.Where(e => (string?)e["head"]!["id"] == stream.ToString()).Select(e => (long)e["head"]!["version"]!)];

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
