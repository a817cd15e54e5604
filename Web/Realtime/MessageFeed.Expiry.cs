using Collab.Domain.Messages;

namespace Collab.Web.Realtime;

// What disappears. Pages come without it; what goes while the feed is open goes by the server's clock, and once more by its event.
public sealed partial class MessageFeed
{
    private readonly HashSet<long> _expired = [];

    /// <summary>When the next row that is shown disappears; null when all stay.</summary>
    public DateTimeOffset? NextExpiry => _window.Rows.Min(m => m.ExpiresAt);

    /// <summary>Lets go of the rows whose time has come.</summary>
    public void Expire(DateTimeOffset now)
    {
        var count = _expired.Count;
        _expired.UnionWith(_window.Rows.Where(m => m.IsDue(now)).Select(m => m.Seq));
        if (_expired.Count > count && _window.Remove(_expired))
            Changed?.Invoke();
    }

    // What takes a number and no row: what the reader has hidden, and what has disappeared.
    private bool IsUnseen(long seq) => _hidden.Contains(seq) || _expired.Contains(seq);

    private void NoteUnseen(MessageView message)
    {
        if (message.State == MessageState.Hidden)
            _hidden.Add(message.Seq);
        if (message.State == MessageState.Expired)
            _expired.Add(message.Seq);
    }

    private bool RemoveUnseen() => _window.Remove(_hidden) | _window.Remove(_expired);
}
