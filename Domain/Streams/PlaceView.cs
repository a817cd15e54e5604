using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Streams;

/// <summary>A row of a person's sidebar: a stream she is seated in, with her own state in it.</summary>
/// <param name="Head">The stream.</param>
/// <param name="Role">Her role in it.</param>
/// <param name="LastReadSeq">She has read up to here.</param>
/// <param name="Unread">Messages of others after the marker that count.</param>
/// <param name="Mentions">Those among them that call her: by name, or everybody. In chats every message does.</param>
/// <param name="Starred">She keeps it at the top.</param>
/// <param name="MutedUntil">It stays silent until then.</param>
public sealed record PlaceView(
    StreamView Head, SeatRole Role, long LastReadSeq, long Unread, long Mentions, bool Starred, DateTimeOffset? MutedUntil)
{
    /// <summary>The stream's id.</summary>
    public StreamId Id => Head.Id;
}
