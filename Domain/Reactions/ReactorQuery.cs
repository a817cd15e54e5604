using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Reactions;

/// <summary>Which of those who reacted are wanted.</summary>
/// <param name="Seq">To which message.</param>
/// <param name="Emoji">With what.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Among">Only those of these people.</param>
public sealed record ReactorQuery(long Seq, string Emoji, Cursor? Cursor, int Limit, IReadOnlyCollection<UserId>? Among = null);
