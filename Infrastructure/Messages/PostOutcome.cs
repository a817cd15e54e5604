using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;

namespace Collab.Infrastructure.Messages;

/// <summary>What became of a group: a result for each of its posts, and the events of those that are new.</summary>
/// <param name="HadRepeats">Some had been stored before.</param>
internal sealed record PostOutcome(IReadOnlyList<(PendingPost Post, Result<MessageView> Result)> Results, IReadOnlyList<DomainEvent> Events, bool HadRepeats);
