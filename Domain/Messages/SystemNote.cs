using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Messages;

/// <summary>What a system row tells; the page words it in the reader's language.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="People">Whom it happened to, when that is not the author.</param>
/// <param name="Value">The new name or topic, when there is one.</param>
public sealed record SystemNote(SystemNoteKind Kind, IReadOnlyList<UserId> People, string Value = "");
