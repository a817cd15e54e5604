using System.Net;
using Collab.Domain.Channels;
using Collab.Domain.Files;
using Collab.Domain.Messages;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>Makes of messages what an index knows of them.</summary>
public sealed class SearchDocuments(IMessageText texts, AttachedTexts files)
{
    private const string LinkStart = "<a href=\"";

    /// <summary>True for a message that an index keeps: of what its author recalled, only that; of system rows and what was removed, nothing.</summary>
    public static bool IsKept(MessageView message) => message is { Note: null, State: MessageState.Posted } or { Note: null, State: MessageState.Recalled, Recall.IsRemoval: false };

    /// <summary>What has become of a message: there to be found, or not.</summary>
    /// <param name="message">The message.</param>
    /// <param name="place">Its channel or chat: for a reply the one of its root.</param>
    /// <param name="rootSeq">For a reply: its root's number there.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IndexChange> ChangeOfAsync(MessageView message, StreamView place, long? rootSeq, CancellationToken ct)
    {
        if (!IsKept(message))
            return new IndexChange.Remove(message.Id, message.Revision);
        return new IndexChange.Put(new SearchDocument
        {
            Id = message.Id,
            Stream = message.Stream,
            Seq = message.Seq,
            Place = place.Id,
            RootSeq = rootSeq,
            Organization = place.Organization,
            Workspace = place.Workspace,
            IsOpen = place.Kind == StreamKind.Channel && place.Visibility != ChannelVisibility.Private,
            PlaceKind = place.Kind,
            Author = message.Author,
            Mentions = message.Mentions,
            Marks = MarksOf(message, rootSeq),
            At = message.PostedAt,
            Revision = message.Revision,
            Text = await WholeTextAsync(message, place, ct),
        });
    }

    /// <summary>The changes of several messages of one stream, in their order.</summary>
    public async Task<IReadOnlyList<IndexChange>> ChangesOfAsync(IEnumerable<MessageView> messages, StreamView place, long? rootSeq, CancellationToken ct)
    {
        var changes = new List<IndexChange>();
        foreach (var message in messages)
            changes.Add(await ChangeOfAsync(message, place, rootSeq, ct));
        return changes;
    }

    /// <summary>What a message says without its markup, and behind it the addresses that its links hide.</summary>
    public string TextOf(MessageView message)
    {
        var text = texts.Parse(message.Text).PlainText;
        var hidden = Links(message.Html).Where(link => !text.Contains(link, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal).ToList();
        return hidden.Count == 0 ? text : text + "\n" + string.Join('\n', hidden);
    }

    /// <summary>What is said of a file: its name, and what there is to see.</summary>
    public static string TextOf(Attachment file) => file.Alt is null ? file.Name : $"{file.Name}\n{file.Alt}";

    // The names and the text of its files as well: whoever looks for a word of a document finds the message that brought it.
    private async Task<string> WholeTextAsync(MessageView message, StreamView place, CancellationToken ct)
    {
        if (message.Attachments.Count == 0)
            return TextOf(message);
        var inside = message.Attachments.Any(a => a.HasText) ? await files.ReadAsync(message, place.Id, ct) : [];
        return string.Join('\n', message.Attachments.Select(TextOf).Prepend(TextOf(message)).Concat(inside.Select(f => f.Text)));
    }

    private static MessageMarks MarksOf(MessageView message, long? rootSeq) =>
        (message.State == MessageState.Recalled ? MessageMarks.Recalled : 0)
        | (message.Html.Contains(LinkStart, StringComparison.Ordinal) ? MessageMarks.Link : 0)
        | (message.Html.Contains("<code", StringComparison.Ordinal) ? MessageMarks.Code : 0)
        | (message.Reactions.Any(r => r.Count > 0) ? MessageMarks.Reaction : 0)
        | (message.Thread is { Replies: > 0 } ? MessageMarks.Thread : 0)
        | (rootSeq is not null ? MessageMarks.Reply : 0)
        | (message.Broadcast is not (Broadcast.None or Broadcast.Silent) ? MessageMarks.Broadcast : 0)
        | (message.Confirmation is not null ? MessageMarks.Confirmation : 0)
        | (message.Attachments.Count > 0 ? MessageMarks.File : 0)
        | (message.Attachments.Any(a => a.IsImage) ? MessageMarks.Image : 0)
        | (message.Pin is not null ? MessageMarks.Pin : 0);

    // Our own HTML: sanitised, one form of link.
    private static IEnumerable<string> Links(string html)
    {
        for (var at = html.IndexOf(LinkStart, StringComparison.Ordinal); at >= 0; at = html.IndexOf(LinkStart, at, StringComparison.Ordinal))
        {
            at += LinkStart.Length;
            var end = html.IndexOf('"', at);
            if (end < 0)
                yield break;
            yield return WebUtility.HtmlDecode(html[at..end]);
            at = end;
        }
    }
}
