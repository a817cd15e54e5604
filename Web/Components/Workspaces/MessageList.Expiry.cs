using Collab.Domain.Messages;

namespace Collab.Web.Components.Workspaces;

// Rows go at their instant, by the server's clock: what the browser's says does not matter, nor whether the event has come.
public partial class MessageList
{
    // A timer takes no longer waits.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private ITimer? _expiry;
    private DateTimeOffset? _next;

    private void AwaitExpiry()
    {
        var now = Session.Time.GetUtcNow();
        var next = new[] { Feed?.Messages.NextExpiry, Root?.IsDue(now) == true ? null : Root?.ExpiresAt }.Min();
        if (next == _next)
            return;
        _next = next;
        if (next is not { } at)
            return;
        _expiry ??= Session.Time.CreateTimer(_ => _ = InvokeAsync(Expire), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // Up to the next whole millisecond: a timer knows no less, and must not come too early.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (at - now).TotalMilliseconds)));
        _expiry.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private void Expire()
    {
        _next = null;
        Feed?.Messages.Expire(Session.Time.GetUtcNow());
        Gate.Request(Refresh);
    }

    private IEnumerable<FeedItem> RootLine(MessageView root) =>
        root.IsDue(Session.Time.GetUtcNow()) ? []
        : root.State == MessageState.Posted ? [new FeedItem.Message(root, false, true)]
        : [new FeedItem.Gone([root], true)];

    private string? Disappears(RowView row) => row.View?.ExpiresAt is { } at ? L["DisappearsOn", Clock.Full(at)].Value : null;

    private string TimeTitle(RowView row) => Disappears(row) is { } disappears ? $"{Clock.Full(row.At)} · {disappears}" : Clock.Full(row.At);
}
