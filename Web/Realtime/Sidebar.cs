using Collab.Domain.Confirmations;
using Collab.Domain.Expiry;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Notifications;
using Collab.Domain.Recall;
using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>
/// The places of one person with their exact badges. What an event tells is applied at once; where it does not tell
/// enough (a gap, a mention edited away, a group or keyword, a marker in the middle) the place is read again.
/// </summary>
public sealed class Sidebar
{
    private readonly Dictionary<StreamId, PlaceView> _places = [];
    private readonly HashSet<StreamId> _stale = [];
    private UserId _me;
    private HashSet<UserGroupId> _groups = [];
    private KeywordSet<bool> _keywords = KeywordSet<bool>.Empty;

    /// <summary>A row changes.</summary>
    public event Action? Changed;

    /// <summary>All rows, in no order.</summary>
    public IReadOnlyCollection<PlaceView> Places => _places.Values;

    /// <summary>Places to be read again.</summary>
    public IReadOnlyCollection<StreamId> Stale => _stale;

    /// <summary>True once the first list is there.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Some places could not be read: they are missing, or stand as they last were.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Says whether places could not be read.</summary>
    public void SetPartial(bool isPartial)
    {
        if (IsPartial == isPartial)
            return;
        IsPartial = isPartial;
        Changed?.Invoke();
    }

    /// <summary>A stale place cannot be read again now: with the next whole list it is.</summary>
    public void Postpone(StreamId stream)
    {
        _stale.Remove(stream);
        SetPartial(true);
    }

    /// <summary>Begins with a whole list.</summary>
    public void Load(UserId me, IReadOnlyList<PlaceView> places)
    {
        _me = me;
        _stale.Clear();
        _places.Clear();
        foreach (var place in places)
            _places[place.Id] = place;
        IsLoaded = true;
        Changed?.Invoke();
    }

    /// <summary>Takes what calls her besides her name.</summary>
    public void Know(CallSubjects subjects)
    {
        _groups = [.. subjects.Groups.Select(g => g.Id)];
        _keywords = new KeywordSet<bool>(subjects.Keywords.Select(k => (k.Keyword, true)));
    }

    /// <summary>One row; null when she is not in the place.</summary>
    public PlaceView? Find(StreamId stream) => _places.GetValueOrDefault(stream);

    /// <summary>Takes a row that was read afresh; one that is older than what is known is read again.</summary>
    public void Put(PlaceView place)
    {
        if (_places.TryGetValue(place.Id, out var known) && known.Head.Version > place.Head.Version)
        {
            _stale.Add(place.Id);
            return;
        }

        _stale.Remove(place.Id);
        _places[place.Id] = place;
        Changed?.Invoke();
    }

    /// <summary>The place is gone from her sidebar.</summary>
    public void Remove(StreamId stream)
    {
        _stale.Remove(stream);
        if (_places.Remove(stream))
            Changed?.Invoke();
    }

    /// <summary>Nothing changed but the time: the silence of a place is over.</summary>
    public void TellTime() => Changed?.Invoke();

    /// <summary>Everything may be out of date.</summary>
    public void MarkAllStale() => _stale.UnionWith(_places.Keys);

    /// <summary>Takes what the circuit received.</summary>
    public void Apply(Notice notice)
    {
        switch (notice)
        {
            case MembersLeft left when left.Users.Contains(_me):
                Remove(left.Stream);
                break;
            case MembersJoined joined when joined.Users.Contains(_me) && !_places.ContainsKey(joined.Stream):
                if (joined.Head.Kind != StreamKind.Thread)
                    _stale.Add(joined.Stream);
                break;
            case DomainEvent happened when _places.TryGetValue(happened.Stream, out var place):
                Take(place, happened);
                break;
            case HiddenSignal hidden when hidden.User == _me && _places.ContainsKey(hidden.Stream):
                _stale.Add(hidden.Stream);
                break;
            case HistoryClearedSignal cleared when cleared.User == _me && _places.ContainsKey(cleared.Stream):
                _stale.Add(cleared.Stream);
                break;
            case PlaceSignal arranged when arranged.User == _me && _places.TryGetValue(arranged.Stream, out var place):
                Put(place with { Starred = arranged.Starred, MutedUntil = arranged.MutedUntil });
                break;
            case ConfirmedSignal confirmed when confirmed.User == _me && _places.ContainsKey(confirmed.Stream):
                // What she was reminded of calls her no longer; what she was not never did.
                _stale.Add(confirmed.Stream);
                break;
            case ReadSignal read when read.User == _me && _places.TryGetValue(read.Stream, out var place):
                Take(place, read);
                break;
        }
    }

    private void Take(PlaceView place, DomainEvent happened)
    {
        if (happened.Version <= place.Head.Version)
            return;
        if (happened.FromVersion > place.Head.Version + 1)
            _stale.Add(place.Id);
        var counted = happened is MessagePosted { Message: var message } && message.Seq > place.LastReadSeq && Counts(message);
        if (happened is MessageEdited { Message: var edited } && edited.Seq > place.LastReadSeq)
            _stale.Add(place.Id);
        // It may have been unread, or called her although she has read it: she was reminded of it.
        if (happened is MessageRecalled or MessageExpired && happened is MessageEvent { Message: var gone } && (gone.Seq > place.LastReadSeq || place.Mentions > 0))
            _stale.Add(place.Id);
        if (happened is ConfirmationReminded { Message: var asking } && asking.Author != _me)
            _stale.Add(place.Id);
        // The store knows since when a group or a keyword calls her, and whether she was online: it counts.
        if (counted && place.Head.Kind == StreamKind.Channel && happened is MessagePosted { Message: var posted } && !CallsMe(happened) && ConcernsMe(posted))
            _stale.Add(place.Id);
        _places[place.Id] = place with
        {
            Head = happened.Head,
            Unread = place.Unread + (counted ? 1 : 0),
            Mentions = place.Mentions + (counted && CallsMe(happened) ? 1 : 0),
        };
        Changed?.Invoke();
    }

    private void Take(PlaceView place, ReadSignal read)
    {
        if (read.LastReadSeq < place.Head.LastSeq)
            _stale.Add(place.Id);
        _places[place.Id] = place with { LastReadSeq = read.LastReadSeq, Unread = read.Unread, Mentions = read.Mentions };
        Changed?.Invoke();
    }

    private bool Counts(MessageView message) => message.Author != _me && message.Note is null && message.State == MessageState.Posted;

    /// <summary>Whether a message may call her other than by name: by who is online, by a group that she is in, by one of her keywords.</summary>
    public bool ConcernsMe(MessageView message) =>
        message.Broadcast == Broadcast.Here
        || (message.Broadcast == Broadcast.None && (message.Groups.Any(_groups.Contains) || _keywords.Find(message.Text).Any()));

    private bool CallsMe(DomainEvent happened) =>
        happened is MessageEvent { Message: var message, Head.Kind: var kind }
        && (kind != StreamKind.Channel || message.Broadcast is Broadcast.Channel or Broadcast.Confirmation || message.Mentions.Contains(_me));
}
