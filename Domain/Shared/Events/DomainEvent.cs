using System.Text.Json.Serialization;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Shared.Events;

/// <summary>
/// Something that happened in a stream. It carries the state that it left behind, so applying it is "take what is newer":
/// idempotent, and safe in any order once gaps are filled (design §5).
/// </summary>
public abstract record DomainEvent : Notice
{
    /// <summary>The same event, delivered twice, has the same id.</summary>
    public required EventId Id { get; init; }

    /// <summary>The stream's head after the event; <see cref="StreamView.Version"/> is the event's place in the order.</summary>
    public required StreamView Head { get; init; }

    /// <summary>Where it happened.</summary>
    public StreamId Stream => Head.Id;

    /// <summary>Its place in the stream's order: dense, from 1.</summary>
    public long Version => Head.Version;

    /// <summary>The first place in the order that it stands for: its own, unless a node has gathered several into one.</summary>
    [JsonIgnore]
    public virtual long FromVersion => Version;
}
