using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Streams;

/// <summary>What an outbox row of a reaction carries.</summary>
internal sealed record ReactionData(UserId User, string Emoji, bool Added);
