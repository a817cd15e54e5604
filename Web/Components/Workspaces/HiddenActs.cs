using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// What a person deletes for herself, and brings back. The page shows it at once; a refusal turns it back and becomes a toast.
/// </summary>
public sealed class HiddenActs(Session session, CircuitLink link, Toasts toasts, HiddenUseCases use, IStringLocalizer<Texts> texts)
{
    /// <summary>Deletes messages of a stream for her. It can be undone.</summary>
    public async Task HideAsync(StreamId stream, IReadOnlyList<long> seqs)
    {
        if (seqs.Count > 0 && await SetAsync(stream, seqs, true))
            toasts.Show(seqs.Count == 1 ? texts["HiddenOne"] : texts.Count("HiddenMany", seqs.Count), undo: () => SetAsync(stream, seqs, false));
    }

    /// <summary>Brings messages back, or hides them; false when it was refused.</summary>
    public async Task<bool> SetAsync(StreamId stream, IReadOnlyList<long> seqs, bool isHidden)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return false;
        if (isHidden)
            await link.ShowOwnAsync(new HiddenSignal(session.Me, stream, seqs, true));
        foreach (var some in seqs.Chunk(HiddenMessage.MaxAtOnce))
        {
            var set = await Outages.GuardAsync(() => use.Set.ExecuteAsync(new SetHiddenRequest(actor, stream, some, isHidden), link.Ended));
            if (set.TryGet(out _, out var error))
                continue;
            await link.ShowOwnAsync(new HiddenSignal(session.Me, stream, some, false));
            toasts.Show(error.Say(), isError: true);
            return false;
        }

        if (!isHidden)
            await link.ShowOwnAsync(new HiddenSignal(session.Me, stream, seqs, false));
        return true;
    }

    /// <summary>Clears the history of a place for her. It can be undone.</summary>
    public async Task ClearAsync(StreamView place)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return;
        var cleared = await Outages.GuardAsync(() => use.Clear.ExecuteAsync(actor, place.Id, link.Ended));
        if (!cleared.TryGet(out var change, out var error))
        {
            toasts.Show(error.Say(), isError: true);
            return;
        }

        await link.ShowOwnAsync(new HistoryClearedSignal(session.Me, place.Id, change.Now));
        toasts.Show(texts["HistoryCleared"], undo: () => RestoreAsync(place.Id, change.Before));
    }

    /// <summary>Brings the history of a place back as far as it was shown before; with null all of it.</summary>
    public async Task RestoreAsync(StreamId place, ClearedHistory? before)
    {
        link.Touch();
        if (!(await session.ActAsync(link.Ended)).TryGet(out var actor, out _))
            return;
        var restored = await Outages.GuardAsync(() => use.Restore.ExecuteAsync(actor, place, before, link.Ended));
        if (restored.TryGet(out var change, out var error))
            await link.ShowOwnAsync(new HistoryClearedSignal(session.Me, place, change.Now));
        else
            toasts.Show(error.Say(), isError: true);
    }
}

/// <summary>The use cases behind what one deletes for oneself.</summary>
/// <param name="Set">Hides messages and brings them back.</param>
/// <param name="List">Lists what one has hidden of late.</param>
/// <param name="Clear">Clears a history.</param>
/// <param name="Restore">Brings a history back.</param>
/// <param name="Cleared">Lists cleared histories.</param>
public sealed record HiddenUseCases(SetHidden Set, ListHidden List, ClearHistory Clear, RestoreHistory Restore, ListCleared Cleared);
