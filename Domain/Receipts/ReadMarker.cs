using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Receipts;

/// <summary>A marker that moved, as it travels between nodes.</summary>
/// <param name="User">Whose.</param>
/// <param name="LastReadSeq">Where it is now.</param>
/// <param name="Unread">What is left unread, for her own devices.</param>
/// <param name="Mentions">What is left of mentions, for her own devices.</param>
/// <param name="DeliveredSeq">What her devices have got, see <see cref="ReadPosition"/>.</param>
/// <param name="IsShared">Others may see how far she has read.</param>
public sealed record ReadMarker(UserId User, long LastReadSeq, long Unread, long Mentions, long DeliveredSeq, bool IsShared);
