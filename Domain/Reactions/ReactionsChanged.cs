using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Reactions;

/// <summary>Somebody reacted to a message, or took a reaction back.</summary>
public sealed record ReactionsChanged : MessageEvent
{
    /// <summary>Who.</summary>
    public required UserId User { get; init; }

    /// <summary>With what.</summary>
    public required string Emoji { get; init; }

    /// <summary>True when given, false when taken back.</summary>
    public required bool Added { get; init; }
}
