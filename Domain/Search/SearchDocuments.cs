using System.Net;
using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Streams;

namespace Collab.Domain.Search;

/// <summary>Makes of messages what an index knows of them.</summary>
public sealed class SearchDocuments(IMessageText texts)
{
    private const string LinkStart = "<a href=\"";

    /// <summary>What has become of a message: there to be found, or not. System rows and what was taken back never are.</summary>
    /// <param name="message">The message.</param>
    /// <param name="place">Its channel or chat: for a reply the one of its root.</param>
    /// <param name="rootSeq">For a reply: its root's number there.</param>
    public IndexChange ChangeOf(MessageView message, StreamView place, long? rootSeq)
    {
        if (message.State != MessageState.Posted || message.Note is not null)
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
            Text = TextOf(message),
        });
    }

    /// <summary>What a message says without its markup, and behind it the addresses that its links hide.</summary>
    public string TextOf(MessageView message)
    {
        var text = texts.Parse(message.Text).PlainText;
        var hidden = Links(message.Html).Where(link => !text.Contains(link, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal).ToList();
        return hidden.Count == 0 ? text : text + "\n" + string.Join('\n', hidden);
    }

    private static MessageMarks MarksOf(MessageView message, long? rootSeq) =>
        (message.Html.Contains(LinkStart, StringComparison.Ordinal) ? MessageMarks.Link : 0)
        | (message.Html.Contains("<code", StringComparison.Ordinal) ? MessageMarks.Code : 0)
        | (message.Reactions.Any(r => r.Count > 0) ? MessageMarks.Reaction : 0)
        | (message.Thread is not null ? MessageMarks.Thread : 0)
        | (rootSeq is not null ? MessageMarks.Reply : 0)
        | (message.Broadcast is not (Broadcast.None or Broadcast.Silent) ? MessageMarks.Broadcast : 0)
        | (message.Confirmation is not null ? MessageMarks.Confirmation : 0);

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
