using System.Globalization;
using Collab.Domain.Messages;
using Collab.Web.Components.Kit;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Workspaces;

/// <summary>The lines of the list as strings.</summary>
public sealed partial class MessageList
{
    // Day, line above what is new, row: in this order before each number.
    private const int PlacesPerNumber = 4;

    private string? _editor;

    /// <summary>
    /// Each line stands at a sequence made of its message's number, so that lines are told apart without keys and
    /// elements: what comes before, after or in between moves nothing else.
    /// </summary>
    private RenderFragment Lines => builder =>
    {
        var at = 0L;
        for (var i = 0; i < _items.Count; i++)
        {
            at = Math.Max(at + 1, _items[i] is FeedItem.Message { IsRoot: true } or FeedItem.Gone { IsRoot: true } or FeedItem.Replies ? 0 : PlacesPerNumber * NumberAt(i) + PlaceOf(_items[i]));
#pragma warning disable ASP0006 // the number is the line's identity, see above
            builder.AddMarkupContent(unchecked((int)(at & int.MaxValue)), Html(_items[i]));
#pragma warning restore ASP0006
        }
    };

    private static int PlaceOf(FeedItem item) =>
        item switch
        {
            FeedItem.Day => 0,
            FeedItem.New => 1,
            _ => 2,
        };

    // A line without a number stands before the next that has one; at the end, after them all.
    private long NumberAt(int index)
    {
        for (var i = index; i < _items.Count; i++)
        {
            if (NumberOf(_items[i]) is { } number)
                return number;
        }

        return 0;
    }

    private static long? NumberOf(FeedItem item) =>
        item switch
        {
            FeedItem.Message { IsRoot: false } message => message.View.Seq,
            FeedItem.Notes notes => notes.Views[0].Seq,
            FeedItem.Gone { IsRoot: false } gone => gone.Views[0].Seq,
            _ => null,
        };

    private string Html(FeedItem item)
    {
        if (item is not (FeedItem.Message or FeedItem.Pending))
            return StaticHtml.Of(LineOf(item));
        var row = RowOf(item);
        // What is typed into a row must outlive whatever else changes in it.
        if (IsEditing(row))
            return _editor ??= StaticHtml.Of(Row(row));
        if (row.View is not { } view)
            return StaticHtml.Of(Row(row));
        // What others see of what it refers to is theirs.
        if (view.References.Count > 0)
            return StaticHtml.Of(Row(row));
        var form = FormOf(row, view);
        if (RowMemo.Find(view, form, People) is { } drawn)
            return drawn;
        var html = StaticHtml.Of(Row(row));
        RowMemo.Keep(view, form, People, html);
        return html;
    }

    private RowForm FormOf(RowView row, MessageView view)
    {
        var own = 0UL;
        for (var i = 0; i < view.Reactions.Count; i++)
            own |= IsOwn(view, view.Reactions[i]) ? 1UL << i : 0;
        return new RowForm(
            ListId, Session.Zone.Id, Session.Is12Hour, CultureInfo.CurrentUICulture.Name, CultureInfo.CurrentCulture.Name, view is { Thread: not { Replies: > 0 }, Confirmation: null } ? null : Clock.Today,
            row.Classes, row.IsRoot, Root is null, MayRespond, own, ConfirmationOf(view), IsSaved(view));
    }

    private bool IsSaved(MessageView? view) => view is not null && Saved.Contains(view.Stream, view.Seq);

    private ConfirmationForm? ConfirmationOf(MessageView view)
    {
        if (view.Confirmation is null)
            return null;
        var feed = FeedOf(view)?.Messages;
        return new ConfirmationForm(feed?.AsksReader(view) == true, feed?.ConfirmedAt(view.Seq), MaySeeReceipts(view));
    }

    private RowView RowOf(FeedItem item) =>
        item switch
        {
            FeedItem.Message message => new RowView(
                message.Key, $"{ListId}-{(message.IsRoot ? "root" : message.View.Seq)}", message.View.Author, message.View.PostedAt, message.IsGrouped,
                message.View, null, message.IsRoot, ClassesOf(message.View)),
            FeedItem.Pending pending => new RowView(
                pending.Key, $"{ListId}-{pending.Row.ClientKey}", pending.Author, pending.Row.At, pending.IsGrouped, null, pending.Row, false, ""),
            _ => throw new InvalidOperationException($"Not a row: {item.GetType().Name}."),
        };

    private string ClassesOf(MessageView view) =>
        view.Mentions.Contains(Session.Me) || (view.Author != Session.Me && (view.Broadcast.CallsEverybody() || Sidebar.ConcernsMe(view))) ? "calls-me" : "";
}
