using Collab.Domain.Channels;
using Collab.Domain.Shared;
using Collab.Domain.Streams;

namespace Collab.Infrastructure.Streams;

/// <summary>What a store answers when the state of a stream forbids a write.</summary>
internal static class Refusals
{
    public static Error Archived => StreamRules.Archived;

    /// <summary>Whoever has no seat may know of an open channel, and of nothing else.</summary>
    public static Error NotSeated(StreamKind kind, ChannelVisibility visibility) =>
        kind == StreamKind.Channel && visibility != ChannelVisibility.Private
            ? new Error.Forbidden("stream.not_joined", "Join this channel first.")
            : new Error.NotFound();
}
