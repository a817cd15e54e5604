using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// Sends what the browser's outbox hands over, one after the other per place. The browser keeps each message until it
/// hears that it is stored or refused for good; the client key makes a second try harmless.
/// </summary>
public sealed class Outgoing(Session session, Screen screen, CircuitLink link, SendUseCases use)
{
    // The last message of each place that is under way: the next one waits for it, those of other places do not.
    private readonly Dictionary<string, Task> _underWay = new(StringComparer.Ordinal);

    /// <summary>A thread got its first reply here.</summary>
    public event Action<MessageView>? ThreadBegun;

    /// <summary>Sends one message of the outbox.</summary>
    /// <param name="place">A stream's id, or <c>stream:seq</c> for a thread by its root.</param>
    /// <param name="clientKey">The browser's key.</param>
    /// <param name="text">Markdown.</param>
    public async Task<SendOutcome> SendAsync(string place, string clientKey, string text)
    {
        var parts = place.Split(':');
        if (!StreamId.TryParse(parts[0], null, out var stream))
            return new SendOutcome("failed", "");
        long? root = parts.Length == 2 && long.TryParse(parts[1], out var seq) ? seq : null;
        var feed = FeedOf(stream, root);
        feed?.Messages.AddPending(new PendingRow(clientKey, text, session.Time.GetUtcNow(), PendingState.Sending));
        var (before, done) = (_underWay.GetValueOrDefault(place, Task.CompletedTask), new TaskCompletionSource());
        _underWay[place] = done.Task;
        try
        {
            await before.WaitAsync(link.Ended);
            return await SendNowAsync(feed, stream, root, clientKey, text);
        }
        finally
        {
            done.SetResult();
            if (_underWay[place] == done.Task)
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
    public void MarkFailed(string place, string clientKey, string text, string reason)
    {
        var parts = place.Split(':');
        if (!StreamId.TryParse(parts[0], null, out var stream))
            return;
        var feed = FeedOf(stream, parts.Length == 2 && long.TryParse(parts[1], out var root) ? root : null);
        if (feed?.Messages.AddPending(new PendingRow(clientKey, text, session.Time.GetUtcNow(), PendingState.Failed, reason)) == false)
            feed.Messages.Refuse(clientKey, reason);
    }

    private async Task<SendOutcome> SendNowAsync(LiveFeed? feed, StreamId stream, long? root, string clientKey, string text)
    {
        var acted = await session.ActAsync(link.Ended);
        if (!acted.TryGet(out var actor, out var error))
            return new SendOutcome("wait", error.Say());
        link.Touch();
        var sent = root is { } seq
            ? await use.Reply.ExecuteAsync(new ReplyInThreadRequest(actor, stream, seq, text, clientKey), link.Ended)
            : await use.Post.ExecuteAsync(new PostMessageRequest(actor, stream, text, clientKey), link.Ended);
        if (sent.TryGet(out var stored, out error))
        {
            feed?.Messages.Confirm(stored);
            if (root is not null)
                ThreadBegun?.Invoke(stored);
            return new SendOutcome("stored", "");
        }

        if (error is Error.TooMany or Error.Unavailable)
            return new SendOutcome("wait", error.Say());
        feed?.Messages.Refuse(clientKey, error.Say());
        return new SendOutcome("failed", error.Say());
    }

    private LiveFeed? FeedOf(StreamId stream, long? root) =>
        root is null
            ? screen.Feeds.FirstOrDefault(f => f.Stream == stream)
            : screen.Feeds.FirstOrDefault(f => f.Parent == stream && f.Messages.Place?.Head.ParentSeq == root);
}

/// <summary>The use cases that send.</summary>
/// <param name="Post">Into a place.</param>
/// <param name="Reply">Into a thread.</param>
public sealed record SendUseCases(PostMessage Post, ReplyInThread Reply);

/// <summary>What became of a message of the outbox.</summary>
/// <param name="State"><c>stored</c>, <c>failed</c> (for good) or <c>wait</c> (try again later).</param>
/// <param name="Reason">Why, for people.</param>
public sealed record SendOutcome(string State, string Reason);
