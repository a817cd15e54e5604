using System.Globalization;
using Collab.Domain.Confirmations;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Streams;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// The marks of those who have read: avatars, ticks, counts. The browser draws them (js/feed-marks.js), so that nobody's
/// reading draws a row again; here is worked out what it draws.
/// </summary>
public sealed partial class MessageList
{
    // Counts are asked for message by message: for the newest of one's own that are in view.
    private const int MostCounted = 5;

    // Where the policy tells author and managers alone, no signal says that somebody has read on.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    // Counts are shared by those who ask within a second: one that was asked for before somebody read may come after it.
    private static readonly TimeSpan UntilCountsAreNew = TimeSpan.FromSeconds(1.1);

    private long[] _counted = [];
    private bool _isCountWanted;
    private ReceiptScope _scope;
    private Task _marking = Task.CompletedTask;
    private ITimer? _looks;
    private ITimer? _recount;

    [Inject]
    private ReceiptSight Sight { get; set; } = default!; // injected before use

    [Inject]
    private ReceiptUseCases Receipts { get; set; } = default!; // injected before use

    private bool IsChat => Feed?.Messages.Place?.Head.Kind is StreamKind.Direct or StreamKind.Group;

    private void NoteScope()
    {
        var scope = Sight.Of(Feed?.Messages.Place);
        if (scope == _scope)
            return;
        _scope = scope;
        Feed?.Readers.MarkStale();
    }

    private void OnMarksChanged() => Gate.Request(Mark);

    private void Mark() => _marking = MarkAsync(_marking);

    private async Task MarkAsync(Task before)
    {
        await before;
        if (_module is null || Feed is not { Messages.IsOpen: true } feed)
            return;
        try
        {
            if (feed.Readers.IsStale)
                await LoadMarksAsync(feed);
            var haveMoved = feed.Readers.TakeCountsMoved();
            if (haveMoved)
                CountOnceMore();
            var counts = haveMoved || _isCountWanted ? await CountAsync(feed) : [];
            await _module.MarkAsync(await PatchOfAsync(feed, counts), _gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The list has gone.
        }
        catch (JSDisconnectedException)
        {
            // The page has gone.
        }
#pragma warning disable CA1031 // Shown where faults of this panel are shown.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(failed);
        }
    }

    private async Task LoadMarksAsync(LiveFeed feed)
    {
        if (_scope == ReceiptScope.None)
        {
            feed.Readers.Close();
            return;
        }

        var read = await Outages.GuardAsync(() => ReadPositionsAsync(feed));
        if (read.TryGet(out var positions, out var error))
            feed.Readers.Load(positions);
        else if (error is Error.Conflict)
            feed.Readers.Load(null);
        else if (error is not Error.Unavailable)
            feed.Readers.Close();
        _isCountWanted = true;
        if (Sight.Policy.Audience == ReceiptAudience.AuthorAndManagers)
            _looks ??= Session.Time.CreateTimer(_ => _ = InvokeAsync(LookAgain), null, BetweenLooks, BetweenLooks);
    }

    private async Task<Result<ReadPositions>> ReadPositionsAsync(LiveFeed feed) =>
        (await Session.ActAsync(_gone.Token)).TryGet(out var actor, out var error) ? await Receipts.Positions.ExecuteAsync(actor, feed.Stream, _gone.Token) : error;

    private void LookAgain()
    {
        if (Sight.Policy.Audience == ReceiptAudience.AuthorAndManagers)
            Feed?.Readers.MarkStale();
    }

    private void CountOnceMore()
    {
        _recount ??= Session.Time.CreateTimer(_ => _ = InvokeAsync(Recount), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _recount.Change(UntilCountsAreNew, Timeout.InfiniteTimeSpan);
    }

    private void Recount()
    {
        _isCountWanted = true;
        Mark();
    }

    private void CountThese(IEnumerable<long> seqs)
    {
        _counted = [.. seqs.Take(MostCounted)];
        _isCountWanted = true;
        Mark();
    }

    // Of a channel's readers one who may not see them all is told how many have read her own.
    private bool ShowsCounts(LiveFeed feed) =>
        feed.Readers.Mode == ReaderMarksMode.Counts
        || (feed.Readers.Mode == ReaderMarksMode.Readers && _scope == ReceiptScope.Own && feed.Messages.Place?.Head.Kind == StreamKind.Channel);

    private async Task<IReadOnlyList<CountMark>> CountAsync(LiveFeed feed)
    {
        _isCountWanted = false;
        if (!ShowsCounts(feed) || _counted.Length == 0 || !(await Session.ActAsync(_gone.Token)).TryGet(out var actor, out _))
            return [];
        var marks = new List<CountMark>(_counted.Length);
        foreach (var seq in _counted)
        {
            var counted = await Outages.GuardAsync(() => Receipts.Counts.ExecuteAsync(actor, feed.Stream, seq, _gone.Token));
            if (counted.TryGet(out var receipts, out var error))
                marks.Add(new CountMark(seq, receipts.Counts is { Read: > 0 and var read } ? L["ReadByCount", read.ToString("N0", CultureInfo.CurrentCulture)] : ""));
            else if (error is not Error.Unavailable)
                marks.Add(new CountMark(seq, ""));
        }

        return marks;
    }

    private async Task<MarksPatch> PatchOfAsync(LiveFeed feed, IReadOnlyList<CountMark> counts)
    {
        var news = feed.Readers.Take();
        await People.EnsureAsync(news.Positions.Select(p => p.User), _gone.Token);
        var mode = ShowsCounts(feed) ? ReaderMarksMode.Counts : feed.Readers.Mode;
        return new MarksPatch(
            news.IsAnew, mode.ToString().ToLowerInvariant(), feed.Readers.ReadByAll, feed.Readers.DeliveredToAll, [.. news.Positions.Select(ReaderOf)], counts);
    }

    private ReaderMark ReaderOf(ReadPosition position)
    {
        var name = People.NameOf(position.User);
        return new ReaderMark(position.User.ToString(), name, Avatar.Initials(name, 18), Avatar.Hue(position.User.Value), position.LastReadSeq ?? 0);
    }
}

/// <summary>What the browser is to draw from now on.</summary>
/// <param name="IsAnew">Everything from before is forgotten.</param>
/// <param name="Mode">What is shown at all, by the name of a <see cref="ReaderMarksMode"/>.</param>
/// <param name="ReadByAll">In chats: all have read up to here.</param>
/// <param name="DeliveredToAll">In chats: all have got it up to here.</param>
/// <param name="Readers">Readers who came or moved.</param>
/// <param name="Counts">Counts that were read.</param>
internal sealed record MarksPatch(
    bool IsAnew, string Mode, long ReadByAll, long DeliveredToAll, IReadOnlyList<ReaderMark> Readers, IReadOnlyList<CountMark> Counts);

/// <summary>A reader's mark.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">Her name.</param>
/// <param name="Initials">What stands on her tile.</param>
/// <param name="Hue">The tile's colour.</param>
/// <param name="Seq">The last message that she has read; 0 where there is no mark to draw.</param>
internal sealed record ReaderMark(string Id, string Name, string Initials, int Hue, long Seq);

/// <summary>How many have read a message.</summary>
/// <param name="Seq">Which.</param>
/// <param name="Text">What is said; empty takes it away.</param>
internal sealed record CountMark(long Seq, string Text);

/// <summary>The use cases that read receipts.</summary>
/// <param name="Positions">Where readers are.</param>
/// <param name="Counts">How many have read a message.</param>
/// <param name="List">Who has, and who has not.</param>
/// <param name="Remind">Reminds those who have not confirmed.</param>
public sealed record ReceiptUseCases(ListReadPositions Positions, GetReceipts Counts, ListReceipts List, RemindConfirmation Remind);
