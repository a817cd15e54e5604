using Collab.Domain.Messages;

namespace Collab.Web.Realtime;

/// <summary>
/// A run of a stream's messages, at most <see cref="Capacity"/>, with no Blazor and no time in it. Nothing is missing in it but
/// what its reader has deleted for herself.
/// </summary>
public sealed class FeedWindow
{
    /// <summary>The most rows that are kept; the far end is trimmed.</summary>
    public const int Capacity = 300;

    private readonly List<MessageView> _rows = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<MessageView> Rows => _rows;

    /// <summary>There is more before the first row.</summary>
    public bool HasOlder { get; private set; }

    /// <summary>There is more after the last row: then new messages are not added, they are loaded when one gets there.</summary>
    public bool HasNewer { get; private set; }

    /// <summary>The number of the first row; 0 when there is none.</summary>
    public long FirstSeq => _rows.Count == 0 ? 0 : _rows[0].Seq;

    /// <summary>The number of the last row; 0 when there is none.</summary>
    public long LastSeq => _rows.Count == 0 ? 0 : _rows[^1].Seq;

    /// <summary>Nothing is missing up to this number; what comes next has a higher one.</summary>
    public long Through { get; private set; }

    /// <summary>Nothing is missing from this number on.</summary>
    public long From => !HasOlder ? 1 : _rows.Count > 0 ? FirstSeq : Through + 1;

    /// <summary>Begins anew with a page.</summary>
    public void Reset(MessagePage page)
    {
        _rows.Clear();
        _rows.AddRange(page.Items);
        (HasOlder, HasNewer) = (page.HasOlder, page.HasNewer);
        Through = Math.Max(page.Through, LastSeq);
    }

    /// <summary>Adds a page that lies before the first row and trims the end.</summary>
    public void Prepend(MessagePage page)
    {
        var first = FirstSeq;
        _rows.InsertRange(0, page.Items.Where(m => m.Seq < first || first == 0));
        HasOlder = page.HasOlder;
        if (_rows.Count <= Capacity)
            return;
        _rows.RemoveRange(Capacity, _rows.Count - Capacity);
        (HasNewer, Through) = (true, LastSeq);
    }

    /// <summary>Adds a page that lies after the last row and trims the beginning.</summary>
    public void Append(MessagePage page)
    {
        var last = LastSeq;
        _rows.AddRange(page.Items.Where(m => m.Seq > last));
        HasNewer = page.HasNewer;
        Through = Math.Max(Math.Max(Through, page.Through), LastSeq);
        TrimStart();
    }

    /// <summary>The reader has deleted messages for herself. True when any of them was here.</summary>
    public bool Remove(IReadOnlySet<long> seqs) => _rows.RemoveAll(m => seqs.Contains(m.Seq)) > 0;

    /// <summary>Messages that the reader had deleted for herself are back; what lies outside of the window is not taken.</summary>
    public void Insert(IEnumerable<MessageView> messages)
    {
        var from = From;
        foreach (var message in messages.Where(m => m.Seq >= from && m.Seq <= Through && IndexOf(m.Seq) < 0))
            _rows.Insert(_rows.FindIndex(m => m.Seq > message.Seq) is var next and >= 0 ? next : _rows.Count, message);
        TrimStart();
    }

    /// <summary>Takes a message's newer state. True when something on the page changes.</summary>
    /// <param name="message">The message as it is after an event, or later.</param>
    /// <param name="isAtEnd">The reader looks at the end, so that the beginning may be trimmed for a new row.</param>
    public bool Take(MessageView message, bool isAtEnd)
    {
        if (IndexOf(message.Seq) is var index and >= 0)
        {
            if (_rows[index].Revision >= message.Revision)
                return false;
            _rows[index] = message;
            return true;
        }

        if (HasNewer || message.Seq <= Through)
            return false;
        if (message.Seq != Through + 1 || (_rows.Count >= Capacity && !isAtEnd))
        {
            HasNewer = true;
            return true;
        }

        _rows.Add(message);
        Through = message.Seq;
        TrimStart();
        return true;
    }

    /// <summary>The row with a number; null when it is not in the window.</summary>
    public MessageView? Find(long seq) => IndexOf(seq) is var index and >= 0 ? _rows[index] : null;

    private int IndexOf(long seq)
    {
        var (low, high) = (0, _rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (_rows[middle].Seq == seq)
                return middle;
            if (_rows[middle].Seq < seq)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    private void TrimStart()
    {
        if (_rows.Count <= Capacity)
            return;
        _rows.RemoveRange(0, _rows.Count - Capacity);
        HasOlder = true;
    }
}
