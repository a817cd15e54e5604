namespace Collab.Web.Realtime;

/// <summary>The reader's own rows that have no number yet, in the order in which she sent them.</summary>
internal sealed class PendingRows
{
    private readonly List<PendingRow> _rows = [];

    public IReadOnlyList<PendingRow> Rows => _rows;

    /// <summary>Adds a row; one that failed goes on its way again. False when it is on its way already.</summary>
    public bool Add(PendingRow row)
    {
        var index = IndexOf(row.ClientKey);
        if (index < 0)
            _rows.Add(row);
        else if (_rows[index].State == PendingState.Failed)
            _rows[index] = row;
        else
            return false;
        return true;
    }

    public void Store(string clientKey) => Change(clientKey, row => row with { State = PendingState.Stored, Reason = "" });

    public void Fail(string clientKey, string reason) => Change(clientKey, row => row with { State = PendingState.Failed, Reason = reason });

    public void Remove(string clientKey) => _rows.RemoveAll(r => r.ClientKey == clientKey);

    private void Change(string clientKey, Func<PendingRow, PendingRow> change)
    {
        if (IndexOf(clientKey) is var index and >= 0)
            _rows[index] = change(_rows[index]);
    }

    private int IndexOf(string clientKey) => _rows.FindIndex(r => r.ClientKey == clientKey);
}
