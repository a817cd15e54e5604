using Collab.Domain.Messages;
using Collab.Domain.Recall;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.TownHalls;

namespace Collab.Web.Realtime;

/// <summary>
/// What the messages on the page refer to, as the person before it may see it. It is read beside the rows, in batches, and again
/// when a source was edited, when her rights have changed, and when such news may have been lost. One per circuit.
/// </summary>
public sealed class ReferenceBook : IDisposable
{
    private readonly Session _session;
    private readonly ResolveReferences _resolve;
    private readonly PeopleCache _people;
    private readonly RecallSight _recall;
    private readonly Dictionary<(StreamId Stream, long Seq), IReadOnlyList<ReferenceView>> _known = [];
    private readonly Dictionary<object, IReadOnlyCollection<(StreamId Stream, long Seq)>> _shown = [];
    private readonly HashSet<(StreamId Stream, long Seq)> _stale = [];
    private readonly HashSet<(StreamId Stream, long Seq)> _recalled = [];
    private bool _isReading;
    private bool _isAway;

    /// <summary>Listens for what is recalled as long as the circuit lives.</summary>
    public ReferenceBook(Session session, ResolveReferences resolve, PeopleCache people, RecallSight recall)
    {
        (_session, _resolve, _people, _recall) = (session, resolve, people, recall);
        recall.Recalled += OnRecalled;
        recall.Stale += OnStale;
    }

    /// <summary>Something was read, or is to be read again.</summary>
    public event Action? Changed;

    /// <summary>Something that is shown is not known, or out of date.</summary>
    public bool NeedsReading => !_isReading && !_isAway && Wanted().Any();

    /// <summary>What a message refers to; null as long as it is not known.</summary>
    public IReadOnlyList<ReferenceView>? Find(StreamId stream, long seq) => _known.GetValueOrDefault((stream, seq));

    /// <summary>A list shows messages that refer to others, and no others any more; with none, it has gone. What no list shows is forgotten.</summary>
    public void Show(object list, IReadOnlyCollection<(StreamId Stream, long Seq)> messages)
    {
        var hasFewer = _shown.Remove(list, out var before) && before.Count > 0 && !before.All(messages.Contains);
        if (messages.Count > 0)
            _shown[list] = messages;
        if (!hasFewer)
            return;
        var left = _shown.Values.SelectMany(m => m).ToHashSet();
        foreach (var gone in _known.Keys.Where(k => !left.Contains(k)).ToList())
            _known.Remove(gone);
        _stale.IntersectWith(left);
    }

    /// <summary>The streams, with the places of threads, of what a list shows: those from which news matter to it.</summary>
    public IReadOnlyCollection<(StreamId Stream, StreamId? Parent)> SourcesOf(object list) =>
        [.. _shown.GetValueOrDefault(list, []).SelectMany(m => Find(m.Stream, m.Seq) ?? []).Select(v => v.Source)
            .Where(s => s is { Stream: not null, Place: not null }).Select(s => (s.Stream!.Value, s.RootSeq is null ? (StreamId?)null : s.Place!.Id)).Distinct()];

    /// <summary>News from a stream may have been missed before it was listened to.</summary>
    public void MarkStale(IReadOnlyCollection<StreamId> streams)
    {
        if (Mark(s => s.Stream is { } stream && streams.Contains(stream)))
            Changed?.Invoke();
    }

    /// <summary>Takes what the circuit received.</summary>
    public void Apply(Notice notice)
    {
        if (_known.Count == 0 && !_isReading)
            return;
        var isChanged = notice switch
        {
            MessageEdited { Message: var edited } => Mark(s => Is(s, edited)),
            MessagesChanged { Messages: var changed } => Mark(s => changed.Any(c => Is(s, c.Message))),
            StreamChanged changed => Mark(s => s.Place?.Id == changed.Stream),
            MembersLeft left when left.Users.Contains(_session.Me) => LoseSight(left.Stream),
            MembersJoined joined when joined.Users.Contains(_session.Me) => Mark(s => s.State == SourceState.Invisible),
            _ => false,
        };
        if (isChanged)
            Changed?.Invoke();
    }

    /// <summary>Reads what is missing. What cannot be read now stays as it is until stores are back.</summary>
    public async Task ReadAsync(CancellationToken ct)
    {
        if (_isReading)
            return;
        _isReading = true;
        try
        {
            while (!_isAway && Wanted().GroupBy(w => w.Stream, w => w.Seq).FirstOrDefault() is { } next)
                await ReadAsync(next.Key, [.. next.Distinct().Take(ResolveReferences.MaxSeqs)], ct);
        }
        finally
        {
            _isReading = false;
        }

        Changed?.Invoke();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _recall.Recalled -= OnRecalled;
        _recall.Stale -= OnStale;
    }

    private static bool Is(SourceView source, MessageView message) => source.Stream == message.Stream && source.Seq == message.Seq;

    private IEnumerable<(StreamId Stream, long Seq)> Wanted() => _shown.Values.SelectMany(m => m).Where(m => !_known.ContainsKey(m) || _stale.Contains(m));

    private async Task ReadAsync(StreamId stream, IReadOnlyCollection<long> seqs, CancellationToken ct)
    {
        _recalled.Clear();
        // Marked again while they are read, they are read once more.
        _stale.ExceptWith(seqs.Select(seq => (stream, seq)));
        var read = await Outages.GuardAsync(async () => (await _session.ActAsync(ct)).TryGet(out var actor, out var refusal) ? await _resolve.ExecuteAsync(actor, stream, seqs, ct) : refusal);
        if (!read.TryGet(out var views, out var error))
        {
            _isAway = error is Error.Unavailable;
            if (_isAway)
            {
                _stale.UnionWith(seqs.Select(seq => (stream, seq)));
                return;
            }

            views = [];
        }

        await _people.EnsureAsync(views.SelectMany(v => (v.Source.Place?.Participants ?? []).Append(v.Source.Author ?? default)).Where(u => u != default).Distinct(), ct);
        var bySeq = views.ToLookup(v => v.Seq);
        foreach (var seq in seqs)
            _known[(stream, seq)] = [.. bySeq[seq].Select(AsRecalled)];
    }

    // The answer may be older than the news.
    private ReferenceView AsRecalled(ReferenceView view) =>
        view.Source is { Stream: { } stream, Seq: { } seq } && _recalled.Contains((stream, seq)) ? view with { Source = SourceView.Recalled } : view;

    private void OnRecalled(MessageView message)
    {
        if (_isReading)
            _recalled.Add((message.Stream, message.Seq));
        if (Replace(s => Is(s, message), SourceView.Recalled))
            Changed?.Invoke();
    }

    private void OnStale()
    {
        _isAway = false;
        Mark(_ => true);
        if (_shown.Count > 0)
            Changed?.Invoke();
    }

    // It goes at once; whether she may look in from outside is found out by reading.
    private bool LoseSight(StreamId place)
    {
        var isRead = Mark(s => s.Place?.Id == place);
        return Replace(s => s.Place?.Id == place, SourceView.Invisible) || isRead;
    }

    private bool Mark(Func<SourceView, bool> isMeant)
    {
        var before = _stale.Count;
        // What is under way now was asked before.
        if (_isReading)
            _stale.UnionWith(_shown.Values.SelectMany(m => m));
        _stale.UnionWith(_known.Where(k => k.Value.Any(v => isMeant(v.Source))).Select(k => k.Key));
        return _stale.Count > before;
    }

    private bool Replace(Func<SourceView, bool> isMeant, SourceView by)
    {
        var meant = _known.Where(k => k.Value.Any(v => isMeant(v.Source))).ToList();
        foreach (var (key, views) in meant)
            _known[key] = [.. views.Select(v => isMeant(v.Source) ? v with { Source = by } : v)];
        return meant.Count > 0;
    }
}
