using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Domain.Receipts;

/// <summary>Notes that messages of direct and group chats have arrived at people's devices. Of channels and threads nothing is kept.</summary>
public sealed class Deliveries(IReadMarkerStore markers)
{
    /// <summary>A message has been handed to a device of a person.</summary>
    public void Note(MessagePosted posted, UserId user)
    {
        if (IsChat(posted.Head.Kind) && posted.Message.Author != user)
            markers.Deliver(posted.Stream, user, posted.Message.Seq);
    }

    /// <summary>A device of a person has come and got her places: what is unread has arrived. What she has read has anyway.</summary>
    public void Note(PlaceView place, UserId user)
    {
        if (IsChat(place.Head.Kind) && place.Unread > 0)
            markers.Deliver(place.Id, user, place.Head.LastSeq);
    }

    private static bool IsChat(StreamKind kind) => kind is StreamKind.Direct or StreamKind.Group;
}
