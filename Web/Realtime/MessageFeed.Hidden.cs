using Collab.Domain.Messages;

namespace Collab.Web.Realtime;

// What the reader has deleted for herself. Pages come without it; what is told while the feed is open is kept here.
public sealed partial class MessageFeed
{
    private const int MaxSingles = 20;

    private readonly HashSet<long> _hidden = [];
    private readonly HashSet<long> _back = [];
    private bool _isCleared;
    private bool _isHiddenStale;

    private bool NeedsHidden => _isCleared || _isHiddenStale || _back.Count > 0;

    /// <summary>What the reader has hidden, or brought back, may have been missed.</summary>
    public void MarkHiddenStale() => _isHiddenStale = true;

    /// <summary>The reader deletes messages for herself, or brings them back: those are read again with the next <see cref="RepairAsync"/>.</summary>
    public void SetHidden(IReadOnlyCollection<long> seqs, bool isHidden)
    {
        if (!isHidden)
        {
            _hidden.ExceptWith(seqs);
            _back.UnionWith(seqs);
            return;
        }

        _hidden.UnionWith(seqs);
        _back.ExceptWith(seqs);
        if (_window.Remove(_hidden))
            Changed?.Invoke();
    }

    private async Task RepairHiddenAsync(CancellationToken ct)
    {
        if (_isHiddenStale && !await CompareHiddenAsync(ct))
            return;
        long[] back = [.. _back.Where(seq => seq >= _window.From && seq <= _window.Through && _window.Find(seq) is null).Order()];
        if (_isCleared || back.Length > MaxSingles)
        {
            (_isCleared, _isHiddenStale) = (false, false);
            _back.Clear();
            await OpenAsync(IsAtEnd ? null : MiddleSeq(), ct);
            return;
        }

        _back.Clear();
        foreach (var seq in back)
            await LoadAsync(MessageRange.Around(seq, 1), page => _window.Insert(page.Items.Where(m => m.Seq == seq)), false, ct);
    }

    // Every number between the ends of the window is a row, or hidden, or has disappeared: whatever else may have come back.
    private async Task<bool> CompareHiddenAsync(CancellationToken ct)
    {
        var (from, to) = (_window.From, _window.Through);
        if (!(await source.ListHiddenAsync(from, to, ct)).TryGet(out var hidden, out var error))
        {
            Refuse(error);
            return false;
        }

        _isHiddenStale = false;
        _hidden.RemoveWhere(seq => seq >= from && seq <= to);
        _hidden.UnionWith(hidden);
        _window.Remove(_hidden);
        var shown = _window.Rows.Select(m => m.Seq).ToHashSet();
        // A history that was cleared leaves a long gap at the beginning: then it is loaded afresh.
        if (to - from + 1 - shown.Count - hidden.Count - _expired.Count(seq => seq >= from && seq <= to && !_hidden.Contains(seq)) > MaxSingles)
            _isCleared = true;
        else
            _back.UnionWith(Enumerable.Range(0, (int)(to - from + 1)).Select(i => from + i).Where(seq => !shown.Contains(seq) && !IsUnseen(seq)));
        return true;
    }
}
