using System.Text.Json;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Sync;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Infrastructure.Tests.Sync;

/// <summary>
/// A program that keeps a copy of what its person sees, as <c>docs/api</c> tells it to: it applies pages, and reads a stream afresh
/// only when a page says so, when a place is new to it, or when something comes back that it has let go of.
/// </summary>
internal sealed class SyncedClient(House house, Actor actor, DeviceId device)
{
    private readonly Dictionary<StreamId, string> _places = [];
    private readonly Dictionary<StreamId, SortedDictionary<long, MessageView>> _messages = [];
    private readonly Dictionary<StreamId, HiddenOfStream> _hidden = [];
    private readonly HashSet<StreamId> _stale = [];
    private string? _cursor;
    private string? _saved;
    private string? _favourites;
    private string? _preferences;
    private string? _threads;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The cursor of the last page that it has kept.</summary>
    public string? Cursor => _cursor;

    /// <summary>The streams of which it has messages.</summary>
    public IReadOnlyCollection<StreamId> Streams => _messages.Keys;

    /// <summary>Pages so far that told it to begin.</summary>
    public int Resets { get; private set; }

    /// <summary>Asks with what it has; the answer may be lost on the way.</summary>
    public async Task<SyncPage> AskAsync(int? limit = null, params IReadOnlyCollection<StreamId> hold) =>
        (await house.Get<SyncDevice>().ExecuteAsync(new SyncRequest(actor, device, _cursor, limit) { Hold = hold }, Ct)).Value;

    /// <summary>Keeps a page.</summary>
    public async Task TakeAsync(SyncPage page)
    {
        if (page.IsReset)
            Begin();
        foreach (var left in page.Left)
        {
            _places.Remove(left);
            _messages.Remove(left);
            _hidden.Remove(left);
        }

        foreach (var place in page.Places)
        {
            if (_places.TryAdd(place.Id, ""))
                _stale.Add(place.Id);
            _places[place.Id] = Json(place);
        }

        foreach (var stream in page.Streams)
        {
            if (!stream.IsComplete)
                _stale.Add(stream.Stream);
            foreach (var told in stream.Events.OfType<MessageEvent>())
                Apply(told.Message);
        }

        foreach (var hidden in page.Hidden)
            Hide(hidden);
        foreach (var stream in _stale)
            await LoadAsync(stream);
        _stale.Clear();
        _saved = page.Saved is null ? _saved : Json(page.Saved);
        _favourites = page.Favourites is null ? _favourites : Json(page.Favourites);
        _preferences = page.Preferences is null ? _preferences : Json(page.Preferences);
        _threads = page.Threads is null ? _threads : Json(page.Threads);
        _cursor = page.Cursor;
    }

    /// <summary>Goes on until nothing is missing.</summary>
    public async Task<IReadOnlyList<SyncPage>> CatchUpAsync(int? limit = null)
    {
        var pages = new List<SyncPage>();
        do
        {
            pages.Add(await AskAsync(limit));
            await TakeAsync(pages[^1]);
            Assert.True(pages.Count < 200, "It comes to an end.");
        }
        while (pages[^1].HasMore);
        return pages;
    }

    /// <summary>Goes on with a cursor of before, as a copy of a disk would.</summary>
    public void ReturnTo(string? cursor) => _cursor = cursor;

    /// <summary>All that it has, as text.</summary>
    public IReadOnlyDictionary<string, string> Content()
    {
        var content = _places.ToDictionary(p => $"place {p.Key}", p => p.Value);
        foreach (var (stream, messages) in _messages)
            content[$"messages of {stream}"] = Json(messages.Values);
        foreach (var (name, part) in new[] { ("saved", _saved), ("favourites", _favourites), ("preferences", _preferences), ("threads", _threads) })
            content[name] = part ?? "";
        return content;
    }

    private void Begin()
    {
        Resets++;
        _places.Clear();
        _messages.Clear();
        _hidden.Clear();
        (_saved, _favourites, _preferences, _threads) = (null, null, null, null);
    }

    private void Apply(MessageView message)
    {
        if (!_messages.TryGetValue(message.Stream, out var messages))
            return;
        if (message.State is MessageState.Hidden or MessageState.Expired)
            messages.Remove(message.Seq);
        else
            messages[message.Seq] = message;
    }

    private void Hide(HiddenOfStream now)
    {
        var before = _hidden.GetValueOrDefault(now.Stream) ?? new HiddenOfStream(now.Stream, [], ClearedHistory.None);
        _hidden[now.Stream] = now;
        if (before.Seqs.Except(now.Seqs).Any() || now.Cleared.Seq < before.Cleared.Seq)
            _stale.Add(now.Stream);
        if (!_messages.TryGetValue(now.Stream, out var messages))
            return;
        var isPlace = _places.ContainsKey(now.Stream);
        foreach (var gone in messages.Values.Where(m => now.Seqs.Contains(m.Seq) || (isPlace ? m.Seq <= now.Cleared.Seq : m.PostedAt <= now.Cleared.At)).ToList())
            messages.Remove(gone.Seq);
    }

    private async Task LoadAsync(StreamId stream)
    {
        var page = await house.Get<ListMessages>().ExecuteAsync(new ListMessagesRequest(actor, stream, MessageRange.Newest(100)), Ct);
        if (page.IsOk)
            _messages[stream] = new SortedDictionary<long, MessageView>(page.Value.Items.ToDictionary(m => m.Seq));
    }

    private static string Json(object value) => JsonSerializer.Serialize(value, value.GetType());
}
