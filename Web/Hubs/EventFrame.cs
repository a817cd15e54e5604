using System.Text.Json;
using Collab.Domain.Shared.Events;
using Collab.Domain.Sync;
using Collab.Web.Api;

namespace Collab.Web.Hubs;

/// <summary>An event on its way to programs: written as JSON once, however many receive it.</summary>
internal class EventFrame(DomainEvent happened)
{
    private byte[]? _json;

    /// <summary>The event.</summary>
    public DomainEvent Event => happened;

    /// <summary>Its JSON; two threads may make it twice, and the same.</summary>
    public byte[] Json => _json ??= Write();

    /// <summary>The frame for whoever does not see everything: this one, unless it tells of what she does not see.</summary>
    public virtual EventFrame For(EventSight sight) => sight.Of(happened) is var seen && ReferenceEquals(seen, happened) ? this : new EventFrame(seen);

    /// <summary>Writes it.</summary>
    protected virtual byte[] Write() => JsonSerializer.SerializeToUtf8Bytes<Notice>(happened, ApiJson.Options);
}
