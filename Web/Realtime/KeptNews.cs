using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>
/// What the browser must let go of the windows that it has kept, wherever on the page the person is: a message that was edited or
/// taken back, or that she has deleted for herself; all of a place that she has left. What disappears by itself does so there as
/// well, and needs no news. One per circuit.
/// </summary>
public sealed class KeptNews(Session session)
{
    /// <summary>Messages of a place by their numbers; null for all of them.</summary>
    public event Action<StreamId, IReadOnlyList<long>?>? LetGo;

    /// <summary>Takes what the circuit received.</summary>
    public void Apply(Notice notice)
    {
        switch (notice)
        {
            case MessageEvent { Message.Seq: var seq } told when told is MessageEdited or MessageRecalled:
                LetGo?.Invoke(told.Stream, [seq]);
                break;
            case HiddenSignal { IsHidden: true } hidden when hidden.User == session.Me:
                LetGo?.Invoke(hidden.Stream, hidden.Seqs);
                break;
            case HistoryClearedSignal cleared when cleared.User == session.Me:
                LetGo?.Invoke(cleared.Stream, null);
                break;
            case MembersLeft left when left.Users.Contains(session.Me):
                LetGo?.Invoke(left.Stream, null);
                break;
        }
    }
}
