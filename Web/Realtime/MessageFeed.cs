using Collab.Domain.Confirmations;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Reactions;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.TownHalls;

namespace Collab.Web.Realtime;

/// <summary>
/// The messages of one stream as one circuit shows them: a window, the reader's own unsent rows, and how far she has
/// read. Called from one thread at a time; loads never interleave.
/// </summary>
public sealed partial class MessageFeed(IFeedSource source, StreamId stream, UserId reader) : IDisposable
{
    /// <summary>How many messages one load brings.</summary>
    public const int PageSize = 50;

    private readonly FeedWindow _window = new();
    private readonly EventOrder _order = new();
    private readonly PendingRows _pending = new();
    private readonly List<DomainEvent> _duringLoad = [];
    private readonly HashSet<OwnReaction> _own = [];
    private readonly Dictionary<long, DateTimeOffset> _confirmed = [];
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private bool _loading;
    private bool _isClosed;

    /// <summary>Something on the page changes.</summary>
    public event Action? Changed;

    /// <summary>The stream.</summary>
    public StreamId Stream => stream;

    /// <summary>Who reads.</summary>
    public UserId Reader => reader;

    /// <summary>Its head and the reader's rights; null until <see cref="OpenAsync"/> has answered.</summary>
    public PlaceAccess? Place { get; private set; }

    /// <summary>The messages that are shown.</summary>
    public FeedWindow Window => _window;

    /// <summary>The reader's own rows that have no number yet.</summary>
    public IReadOnlyList<PendingRow> Pending => _pending.Rows;

    /// <summary>Why nothing can be shown; null while all is well.</summary>
    public Error? Failure { get; private set; }

    /// <summary>
    /// The store cannot be reached at the moment. What is shown stays, and may be out of date until <see cref="ReviveAsync"/>
    /// has brought it up to date; before the first page, <see cref="Failure"/> says why nothing is shown.
    /// </summary>
    public bool IsAway { get; private set; }

    /// <summary>True once the first page is there.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The reader has read up to here.</summary>
    public long LastReadSeq { get; private set; }

    /// <summary>The number above which rows are "new"; it stays while one reads, and null means no line.</summary>
    public long? NewAfter { get; private set; }

    /// <summary>The reader looks at the end.</summary>
    public bool IsAtEnd { get; set; } = true;

    /// <summary>The version up to which events were applied.</summary>
    public long Version => _order.Version;

    /// <summary>Events are missing, or something that was hidden is back: <see cref="RepairAsync"/> is due.</summary>
    public bool NeedsRepair => IsOpen && (_order.HasGap || Place?.Head.Version > Version || NeedsHidden);

    /// <summary>How many messages were unread when the place was opened.</summary>
    public long UnreadAtOpen { get; private set; }

    /// <summary>Loads the end, or the surroundings of a message.</summary>
    public Task OpenAsync(long? around, CancellationToken ct) =>
        LoadAsync(around is { } seq ? MessageRange.Around(seq, PageSize) : MessageRange.Newest(PageSize), _window.Reset, true, ct);

    /// <summary>Opens where the reader stopped: at her first unread message, or at the end.</summary>
    public async Task OpenAtUnreadAsync(CancellationToken ct)
    {
        if (!await EnterAsync(ct))
            return;
        var unread = Place?.Place is { Unread: > 0 } place ? place.LastReadSeq + 1 : (long?)null;
        await OpenAsync(unread, ct);
    }

    /// <summary>Loads what is before the window.</summary>
    public Task LoadOlderAsync(CancellationToken ct) =>
        IsOpen && _window.HasOlder ? LoadAsync(MessageRange.Before(_window.From, PageSize), _window.Prepend, false, ct) : Task.CompletedTask;

    /// <summary>Loads what is after the window.</summary>
    public Task LoadNewerAsync(CancellationToken ct) =>
        IsOpen && _window.HasNewer ? LoadAsync(MessageRange.After(_window.Through, PageSize), _window.Append, false, ct) : Task.CompletedTask;

    /// <summary>Takes whatever the circuit received; what is not of this stream is ignored.</summary>
    public void Apply(Notice notice)
    {
        switch (notice)
        {
            case DomainEvent happened when happened.Stream == stream:
                Receive(happened);
                break;
            case ConfirmedSignal confirmed when confirmed.Stream == stream && confirmed.User == reader:
                TakeConfirmed(new Confirmation(confirmed.Seq, confirmed.At));
                break;
            case HiddenSignal hidden when hidden.Stream == stream && hidden.User == reader:
                SetHidden(hidden.Seqs, hidden.IsHidden);
                break;
            case HistoryClearedSignal cleared when cleared.User == reader && (cleared.Stream == stream || cleared.Stream == Place?.Head.Parent):
                _isCleared = true;
                break;
            case ReadSignal read when read.Stream == stream && read.User == reader:
                if (read.LastReadSeq < LastReadSeq)
                    NewAfter = read.LastReadSeq;
                LastReadSeq = read.LastReadSeq;
                Changed?.Invoke();
                break;
        }
    }

    /// <summary>Brings the feed up to date after a gap; loads afresh when the events are gone.</summary>
    public async Task RepairAsync(CancellationToken ct)
    {
        await RepairEventsAsync(ct);
        // What was posted and hidden meanwhile is among the events.
        if (IsOpen && !_isClosed && NeedsHidden)
            await RepairHiddenAsync(ct);
    }

    /// <summary>An act found the store away.</summary>
    public void MarkAway()
    {
        if (IsAway)
            return;
        IsAway = true;
        Changed?.Invoke();
    }

    /// <summary>Tries again after the store was away.</summary>
    public Task ReviveAsync(CancellationToken ct) => IsOpen ? RepairAsync(ct) : OpenAtUnreadAsync(ct);

    /// <summary>Something happened that may have changed what the reader may do here: to be read again.</summary>
    public bool MayHaveOtherRights { get; private set; }

    /// <summary>Reads head and rights again, after an act that changed them.</summary>
    public async Task RefreshPlaceAsync(CancellationToken ct)
    {
        MayHaveOtherRights = false;
        await EnterAsync(ct);
        Changed?.Invoke();
    }

    /// <summary>Shows a message of the reader's own before the server has it. False when its key is known already.</summary>
    public bool AddPending(PendingRow row)
    {
        if (_window.Rows.Any(m => m.Author == reader && m.ClientKey == row.ClientKey) || !_pending.Add(row))
            return false;
        Changed?.Invoke();
        return true;
    }

    /// <summary>The server has it: at its number once everything before it is there.</summary>
    public void Confirm(MessageView message)
    {
        _pending.Store(message.ClientKey);
        // An answer that came so late that nobody sees the message any more.
        if (message.State == MessageState.Expired)
            _pending.Remove(message.ClientKey);
        if (message.Stream == stream && message.Seq <= _window.Through + 1)
            Show(message);
        DropStored();
        Changed?.Invoke();
    }

    /// <summary>The server refused it.</summary>
    public void Refuse(string clientKey, string reason)
    {
        _pending.Fail(clientKey, reason);
        Changed?.Invoke();
    }

    /// <summary>The reader gave it up, or tries again.</summary>
    public void Forget(string clientKey)
    {
        _pending.Remove(clientKey);
        Changed?.Invoke();
    }

    /// <summary>The reader has reacted so; for kinds that more people gave than the message names.</summary>
    public bool HasOwn(long seq, string emoji) => _own.Contains(new OwnReaction(seq, emoji));

    /// <summary>When the reader confirmed a message; null when she has not.</summary>
    public DateTimeOffset? ConfirmedAt(long seq) => _confirmed.TryGetValue(seq, out var at) ? at : null;

    /// <summary>The message asks the reader, whether she has confirmed it or not.</summary>
    public bool AsksReader(MessageView message) =>
        message is { Confirmation: not null, State: MessageState.Posted } && message.Author != reader && Place?.JoinedSeq < message.Seq;

    /// <summary>The reader has confirmed a message.</summary>
    public void TakeConfirmed(Confirmation confirmation)
    {
        if (_confirmed.TryAdd(confirmation.Seq, confirmation.At))
            Changed?.Invoke();
    }

    /// <summary>Takes reactions of the reader's own that were read beside the feed.</summary>
    public void TakeOwn(IReadOnlyList<OwnReaction> own) => _own.UnionWith(own);

    /// <summary>The reader has just reacted, or took it back.</summary>
    public void SetOwn(long seq, string emoji, bool given)
    {
        if (given ? _own.Add(new OwnReaction(seq, emoji)) : _own.Remove(new OwnReaction(seq, emoji)))
            Changed?.Invoke();
    }

    /// <summary>A newer state of a message, from an act of the reader's own.</summary>
    public void Take(MessageView message)
    {
        if (message.Stream == stream && Show(message))
            Changed?.Invoke();
    }

    /// <summary>The place was left or marked as read: the line goes.</summary>
    public void ClearNew()
    {
        NewAfter = null;
        Changed?.Invoke();
    }

    /// <summary>The reader marked everything after a message as unread.</summary>
    public void SetUnread(long lastRead)
    {
        (LastReadSeq, NewAfter) = (lastRead, lastRead);
        Changed?.Invoke();
    }

    private async Task RepairEventsAsync(CancellationToken ct)
    {
        for (var more = IsOpen && !_isClosed; more;)
        {
            var slice = await source.CatchUpAsync(Version, ct);
            if (_isClosed)
                return;
            if (!slice.TryGet(out var missed, out var error))
            {
                Refuse(error);
                return;
            }

            IsAway = false;
            if (!missed.IsComplete)
            {
                await OpenAsync(IsAtEnd ? null : MiddleSeq(), ct);
                return;
            }

            foreach (var happened in missed.Events)
                Receive(happened);
            more = missed.Events.Count >= Domain.Sync.CatchUp.MaxEvents;
        }

        if (!_isClosed && (Place is null || Place.Head.Version > Version))
            await EnterAsync(ct);
        Changed?.Invoke();
    }

    // A loaded panel is never blanked because a store is away for a while.
    private void Refuse(Error error)
    {
        IsAway = error is Error.Unavailable;
        if (!IsAway || !IsOpen)
            Failure = error;
        Changed?.Invoke();
    }

    /// <summary>Nothing of the stream may be shown any more.</summary>
    public void Fail(Error error)
    {
        Failure = error;
        Changed?.Invoke();
    }

    /// <summary>Closes it. What is being loaded still ends, in its own time, and changes nothing any more.</summary>
    // The gate is not disposed: whatever waits at it or will give it back is still on its way, and it holds nothing else.
    public void Dispose() => _isClosed = true;

    private void Receive(DomainEvent happened)
    {
        if (!IsOpen || _loading)
            _duringLoad.Add(happened);
        if (!IsOpen)
            return;
        var changed = false;
        foreach (var ready in _order.Take(happened))
            changed |= Take(ready);
        if (changed)
            Changed?.Invoke();
    }

    private bool Take(DomainEvent ready)
    {
        if (Place is { } place && ready.Version > place.Head.Version)
        {
            MayHaveOtherRights |= ready is StreamChanged && MeansOtherRights(place.Head, ready.Head);
            Place = place with { Head = ready.Head };
        }

        NoteOwn(ready);
        if (ready is MessageEvent { Message: { } message } && message.Author == reader)
            _pending.Remove(message.ClientKey);
        TakeMessages(ready);
        return true;
    }

    private void TakeMessages(DomainEvent happened)
    {
        if (happened is MessageEvent { Message: { } message })
            Show(message);
        else if (happened is MessagesChanged { Messages: var changed })
        {
            foreach (var one in changed)
                Show(one.Message);
        }
    }

    // What is hidden from the reader, or has disappeared, comes by as an event all the same: it takes its number, and no row.
    private bool Show(MessageView message)
    {
        NoteUnseen(message);
        var isChanged = _window.Take(message, IsAtEnd);
        return !(IsUnseen(message.Seq) && RemoveUnseen()) && isChanged;
    }

    // A new name or topic gives and takes nothing. What changes nothing that the head shows has changed somebody's role.
    private static bool MeansOtherRights(StreamView before, StreamView after) =>
        (before.Posting, before.ThreadOnly, before.SlowModeSeconds, before.ArchivedAt) != (after.Posting, after.ThreadOnly, after.SlowModeSeconds, after.ArchivedAt)
        || (before.Name, before.Topic, before.Purpose, before.LifetimeSeconds) == (after.Name, after.Topic, after.Purpose, after.LifetimeSeconds);

    private void NoteOwn(DomainEvent happened)
    {
        if (happened is ReactionsChanged reacted && reacted.User == reader)
            NoteOwn(new OwnReaction(reacted.Message.Seq, reacted.Emoji), reacted.Added);
        if (happened is not MessagesChanged changed || !changed.Acts.TryGetValue(reader, out var acts))
            return;
        foreach (var act in acts)
            NoteOwn(new OwnReaction(act.Seq, act.Emoji), act.Added);
    }

    private void NoteOwn(OwnReaction own, bool given) => _ = given ? _own.Add(own) : _own.Remove(own);

    // A row is shown once: as soon as the window has it, the unsent one goes.
    private void DropStored()
    {
        foreach (var row in _pending.Rows.ToArray())
        {
            if (_window.Rows.Any(m => m.Author == reader && m.ClientKey == row.ClientKey))
                _pending.Remove(row.ClientKey);
        }
    }

    private long? MiddleSeq() => _window.Rows.Count == 0 ? null : _window.Rows[_window.Rows.Count / 2].Seq;
}
