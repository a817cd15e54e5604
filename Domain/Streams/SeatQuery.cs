using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>Which of the people seated in a stream are wanted.</summary>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Role">Only those with this role.</param>
/// <param name="Among">Only those of these people.</param>
public sealed record SeatQuery(Cursor? Cursor, int Limit, SeatRole? Role = null, IReadOnlyCollection<UserId>? Among = null);
