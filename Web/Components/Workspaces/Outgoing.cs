using Collab.Domain.Confirmations;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.References;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// Sends what the browser's outbox hands over, one after the other per place. The browser keeps each message until it
/// hears that it is stored or refused for good; the client key makes a second try harmless.
/// </summary>
public sealed class Outgoing(Session session, Screen screen, CircuitLink link, SendUseCases use)
{
    // The last message of each place that is under way: the next one waits for it, those of other places do not.
    // It says whether it has gone: behind one that has to wait, all wait, or they would overtake it.
    private readonly Dictionary<string, Task<bool>> _underWay = new(StringComparer.Ordinal);

    private static readonly Task<bool> Gone = Task.FromResult(true);

    /// <summary>A thread got its first reply here.</summary>
    public event Action<MessageView>? ThreadBegun;

    /// <summary>Sends one message of the outbox.</summary>
    /// <param name="place">A stream's id, or <c>stream:seq</c> for a thread by its root.</param>
    /// <param name="clientKey">The browser's key.</param>
    /// <param name="text">Markdown.</param>
    /// <param name="quiet">It calls nobody.</param>
    /// <param name="confirm">It asks to be confirmed, until when as <see cref="WantedDeadline"/> has it; null when it does not.</param>
    /// <param name="files">Files that were uploaded for it.</param>
    /// <param name="quotes">Messages that it quotes.</param>
    public async Task<SendOutcome> SendAsync(
        string place, string clientKey, string text, bool quiet = false, string? confirm = null, IReadOnlyList<SentFile>? files = null, IReadOnlyList<SentQuote>? quotes = null)
    {
        var parts = place.Split(':');
        if (!StreamId.TryParse(parts[0], null, out var stream))
            return new SendOutcome("failed", "");
        long? root = parts.Length == 2 && long.TryParse(parts[1], out var seq) ? seq : null;
        var feed = FeedOf(stream, root);
        feed?.Messages.AddPending(new PendingRow(clientKey, text, session.Time.GetUtcNow(), PendingState.Sending) { Files = Names(files) });
        var (before, done, hasGone) = (_underWay.GetValueOrDefault(place, Gone), new TaskCompletionSource<bool>(), false);
        _underWay[place] = done.Task;
        try
        {
            var outcome = await before.WaitAsync(link.Ended) ? await TrySendAsync(feed, new Piece(stream, root, clientKey, text, quiet, confirm, files ?? []) { Quotes = quotes ?? [] }) : new SendOutcome("away", "");
            hasGone = outcome.State is "stored" or "failed";
            return outcome;
        }
        finally
        {
            done.SetResult(hasGone);
            // Those behind it may have ended already, within that very call.
            if (_underWay.GetValueOrDefault(place) == done.Task)
                _underWay.Remove(place);
        }
    }

    /// <summary>The person gave a failed message up.</summary>
    public void Forget(string clientKey)
    {
        foreach (var feed in screen.Feeds)
            feed.Messages.Forget(clientKey);
    }

    /// <summary>The browser says that a message waits for the person's own decision.</summary>
    public void MarkFailed(string place, string clientKey, string text, string reason, IReadOnlyList<SentFile>? files = null)
    {
        var parts = place.Split(':');
        if (!StreamId.TryParse(parts[0], null, out var stream))
            return;
        var feed = FeedOf(stream, parts.Length == 2 && long.TryParse(parts[1], out var root) ? root : null);
        if (feed?.Messages.AddPending(new PendingRow(clientKey, text, session.Time.GetUtcNow(), PendingState.Failed, reason) { Files = Names(files) }) == false)
            feed.Messages.Refuse(clientKey, reason);
    }

    private async Task<SendOutcome> TrySendAsync(LiveFeed? feed, Piece piece)
    {
        try
        {
            return await SendNowAsync(feed, piece);
        }
        catch (Exception error) when (Outage.Is(error))
        {
            feed?.Messages.MarkAway();
            return new SendOutcome("away", Outages.Away.Say());
        }
    }

    private async Task<SendOutcome> SendNowAsync(LiveFeed? feed, Piece piece)
    {
        var acted = await session.ActAsync(link.Ended);
        if (!acted.TryGet(out var actor, out var error))
            return new SendOutcome("wait", error.Say());
        link.Touch();
        var (stream, root, clientKey, text, quiet, confirm, sent) = piece;
        // One without an id is none of ours: the use case says that it is not there.
        WantedFile[] files = [.. sent.Select(f => new WantedFile(FileId.TryParse(f.Id, null, out var id) ? id : default, f.Alt))];
        MessageReference[] quotes = [.. piece.Quotes.Select(q => q.ToReference())];
        var answer = root is { } seq
            ? await use.Reply.ExecuteAsync(new ReplyInThreadRequest(actor, stream, seq, text, clientKey, quiet) { Files = files, References = quotes }, link.Ended)
            : await use.Post.ExecuteAsync(new PostMessageRequest(actor, stream, text, clientKey, quiet) { Confirmation = RequestOf(confirm), Files = files, References = quotes }, link.Ended);
        if (answer.TryGet(out var stored, out error))
        {
            feed?.Messages.Confirm(stored);
            if (root is not null)
                ThreadBegun?.Invoke(stored);
            return new SendOutcome("stored", "");
        }

        // Slow mode takes longer than anybody waits: the row says so, and the person sends it when she may.
        if (error is Error.TooMany { Code: not "stream.slow_mode" } or Error.Unavailable)
            return new SendOutcome("wait", error.Say());
        feed?.Messages.Refuse(clientKey, error.Say());
        return new SendOutcome("failed", error.Say());
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<SentFile>? files) => [.. (files ?? []).Select(f => f.Name)];

    private ConfirmationRequest? RequestOf(string? confirm) =>
        confirm is null ? null : new ConfirmationRequest(WantedDeadline.Of(confirm, session.Time.GetUtcNow(), session.Zone));

    private LiveFeed? FeedOf(StreamId stream, long? root) =>
        root is null
            ? screen.Feeds.FirstOrDefault(f => f.Stream == stream)
            : screen.Feeds.FirstOrDefault(f => f.Parent == stream && f.Messages.Place?.Head.ParentSeq == root);

    // A message of the outbox.
    private sealed record Piece(StreamId Stream, long? Root, string ClientKey, string Text, bool IsQuiet, string? Confirm, IReadOnlyList<SentFile> Files)
    {
        public IReadOnlyList<SentQuote> Quotes { get; init; } = [];
    }
}

/// <summary>A file of the outbox.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, as it was chosen.</param>
/// <param name="Alt">Of a picture: what there is to see.</param>
public sealed record SentFile(string Id, string Name, string? Alt = null);

/// <summary>A quote of the outbox, or of a message that is being written.</summary>
/// <param name="Stream">The stream of the message that is quoted.</param>
/// <param name="Seq">Its number there.</param>
public sealed record SentQuote(string Stream, long Seq)
{
    /// <summary>The reference. One without an id is none of ours: the use case says that it is not there.</summary>
    public MessageReference ToReference() => new(ReferenceKind.Quote, StreamId.TryParse(Stream, null, out var id) ? id : default, Seq);
}

/// <summary>The use cases that send.</summary>
/// <param name="Post">Into a place.</param>
/// <param name="Reply">Into a thread.</param>
public sealed record SendUseCases(PostMessage Post, ReplyInThread Reply);

/// <summary>What became of a message of the outbox.</summary>
/// <param name="State"><c>stored</c>, <c>failed</c> (for good), <c>wait</c> (try again for a while) or <c>away</c> (try again until the store is back).</param>
/// <param name="Reason">Why, for people.</param>
public sealed record SendOutcome(string State, string Reason);
