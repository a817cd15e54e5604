using System.Text.Json;
using Collab.Domain.Shared.Events;
using Collab.Web.Api;

namespace Collab.Web.Hubs;

/// <summary>A notice on its way to programs: written as JSON once, however many receive it.</summary>
internal sealed class EventFrame(Notice notice)
{
    private byte[]? _json;

    /// <summary>The notice.</summary>
    public Notice Notice => notice;

    /// <summary>Its JSON; two threads may make it twice, and the same.</summary>
    public byte[] Json => _json ??= JsonSerializer.SerializeToUtf8Bytes(notice, ApiJson.Options);
}
