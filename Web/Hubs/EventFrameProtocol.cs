using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Collab.Web.Hubs;

/// <summary>
/// SignalR's JSON protocol, except that events are copied: their JSON was made once for everybody, and what is around it
/// never changes. It is by far the most frequent message.
/// </summary>
internal sealed class EventFrameProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    /// <summary>The method that brings events.</summary>
    public const string Events = "events";

    private readonly JsonHubProtocol _json = new(options);

    private static ReadOnlySpan<byte> Before => "{\"type\":1,\"target\":\"events\",\"arguments\":[["u8;

    private static ReadOnlySpan<byte> Between => ","u8;

    private static ReadOnlySpan<byte> After => "]]}\u001e"u8;

    /// <inheritdoc />
    public string Name => _json.Name;

    /// <inheritdoc />
    public int Version => _json.Version;

    /// <inheritdoc />
    public TransferFormat TransferFormat => _json.TransferFormat;

    /// <inheritdoc />
    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);

    /// <inheritdoc />
    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) =>
        _json.TryParseMessage(ref input, binder, out message);

    /// <inheritdoc />
    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => HubProtocolExtensions.GetMessageBytes(this, message);

    /// <inheritdoc />
    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        if (message is not InvocationMessage { Target: Events, Arguments: [IReadOnlyList<EventFrame> { Count: > 0 } frames] })
        {
            _json.WriteMessage(message, output);
            return;
        }

        // All is made before anything is written: what cannot be made must leave no half of a message behind.
        var json = new byte[frames.Count][];
        for (var i = 0; i < json.Length; i++)
            json[i] = frames[i].Json;
        output.Write(Before);
        output.Write(json[0]);
        foreach (var next in json.AsSpan(1))
        {
            output.Write(Between);
            output.Write(next);
        }

        output.Write(After);
    }
}
