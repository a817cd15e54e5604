using Collab.Domain.Messages;
using Collab.Domain.Shared;

namespace Collab.Web.Realtime;

public sealed partial class MessageFeed
{
    private async Task LoadAsync(MessageRange range, Action<MessagePage> merge, bool anew, CancellationToken ct)
    {
        await _oneAtATime.WaitAsync(ct);
        try
        {
            if (_isClosed)
                return;
            _loading = true;
            var before = Version;
            var loaded = await source.ListAsync(range, ct);
            if (_isClosed)
                return;
            if (!loaded.TryGet(out var page, out var error))
            {
                Refuse(error);
                return;
            }

            (Failure, IsAway) = (null, false);
            if (anew)
                _own.Clear();
            // Read before it was hidden, or has disappeared, perhaps.
            merge(_hidden.Count + _expired.Count == 0 ? page : page with { Items = [.. page.Items.Where(m => !IsUnseen(m.Seq))] });
            _own.UnionWith(page.Own);
            foreach (var confirmation in page.Confirmed)
                _confirmed.TryAdd(confirmation.Seq, confirmation.At);
            if (anew && page.Version >= before)
                await StartAsync(page, ct);
            else
                await MendAsync(page, before, ct);
        }
        finally
        {
            DropStored();
            _loading = false;
            _duringLoad.Clear();
            _oneAtATime.Release();
        }

        Changed?.Invoke();
    }

    private async Task StartAsync(MessagePage page, CancellationToken ct)
    {
        _order.Start(page.Version);
        if ((Place is null || Place.Head.Version < page.Version) && !await EnterAsync(ct))
            return;
        IsOpen = true;
        foreach (var happened in _duringLoad)
            _order.Wait(happened);
        foreach (var ready in _order.Drain())
            Take(ready);
    }

    // Events that passed while the page was read are applied to it once more; the higher revision wins. A page that is
    // older than what was known before (a replica that lags) gets everything since.
    private async Task MendAsync(MessagePage page, long before, CancellationToken ct)
    {
        var passed = _duringLoad.ToList();
        if (page.Version < before && (await source.CatchUpAsync(page.Version, ct)).TryGet(out var since, out _))
            passed.AddRange(since.Events);
        foreach (var happened in passed.OrderBy(e => e.Version).Where(e => e.Version <= Version))
        {
            NoteOwn(happened);
            TakeMessages(happened);
        }
    }

    private async Task<bool> EnterAsync(CancellationToken ct)
    {
        if (!(await source.FindPlaceAsync(ct)).TryGet(out var place, out var error))
        {
            Refuse(error);
            return false;
        }

        IsAway = false;
        var isFirst = Place is null;
        Place = place;
        if (isFirst && place.Place is { } own)
        {
            LastReadSeq = own.LastReadSeq;
            UnreadAtOpen = own.Unread;
            NewAfter = own.Unread > 0 ? own.LastReadSeq : null;
        }

        return true;
    }
}
