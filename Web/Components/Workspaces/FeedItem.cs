using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>One line of a feed as it is drawn.</summary>
public abstract record FeedItem(string Key)
{
    /// <summary>The start of a day.</summary>
    public sealed record Day(DateOnly Date) : FeedItem($"day-{Date:yyyyMMdd}");

    /// <summary>The line above the first unread message.</summary>
    public sealed record New() : FeedItem("new");

    /// <summary>A person's message. The key is the client's, so that an optimistic row keeps its element.</summary>
    public sealed record Message(MessageView View, bool IsGrouped, bool IsRoot = false) : FeedItem(KeyOf(View.Author, View.ClientKey, IsRoot));

    /// <summary>A message of one's own without a number yet.</summary>
    public sealed record Pending(PendingRow Row, UserId Author, bool IsGrouped) : FeedItem(KeyOf(Author, Row.ClientKey, false));

    /// <summary>System rows of one kind, folded.</summary>
    public sealed record Notes(IReadOnlyList<MessageView> Views) : FeedItem($"note-{Views[0].Seq}");

    /// <summary>Messages that are gone, folded.</summary>
    public sealed record Gone(IReadOnlyList<MessageView> Views, bool IsRoot = false) : FeedItem($"{(IsRoot ? "root-" : "")}gone-{Views[0].Seq}");

    /// <summary>"7 replies", between a thread's root and its replies.</summary>
    public sealed record Replies(long Count) : FeedItem("replies");

    private static string KeyOf(UserId author, string clientKey, bool isRoot) => isRoot ? $"root-{author}-{clientKey}" : $"{author}-{clientKey}";
}
