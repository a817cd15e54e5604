using System.Runtime.CompilerServices;
using Collab.Domain.Messages;
using Collab.Domain.People;
using Collab.Web.Realtime;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// What was made of a message once and serves every page of the node that shows it: its line, and its row as HTML, one
/// for each way in which readers see it. It goes with the message.
/// </summary>
internal static class RowMemo
{
    // Zones, readers and who reacted make more forms of one message than this only in passing.
    private const int MaxForms = 16;

    private static readonly ConditionalWeakTable<MessageView, Forms> Known = [];

    /// <summary>The line of a message.</summary>
    public static FeedItem.Message ItemOf(MessageView view, bool isGrouped)
    {
        var forms = Known.GetOrCreateValue(view);
        return isGrouped ? forms.Grouped ??= new FeedItem.Message(view, true) : forms.First ??= new FeedItem.Message(view, false);
    }

    /// <summary>The row as this reader sees it, when it was drawn before and everybody in it still has the same name.</summary>
    public static string? Find(MessageView view, in RowForm form, PeopleCache people)
    {
        foreach (var drawn in Known.GetOrCreateValue(view).Drawn)
        {
            if (drawn.Form == form && AreSame(drawn.Names, people))
                return drawn.Html;
        }

        return null;
    }

    /// <summary>Keeps a row, unless somebody in it is not known yet.</summary>
    public static void Keep(MessageView view, in RowForm form, PeopleCache people, string html)
    {
        var named = PeopleIn.Messages([view]).Distinct().Select(people.Find).ToArray();
        if (named.Contains(null))
            return;
        var forms = Known.GetOrCreateValue(view);
        var same = form;
        // Two pages that draw at once lose at most one form, which is drawn again.
        forms.Drawn = [.. forms.Drawn.Where(d => d.Form != same).TakeLast(MaxForms - 1), new Drawing(form, [.. named.OfType<Person>()], html)];
    }

    private static bool AreSame(Person[] names, PeopleCache people)
    {
        foreach (var named in names)
        {
            if (!ReferenceEquals(people.Find(named.Id), named))
                return false;
        }

        return true;
    }

    private sealed class Forms
    {
        public FeedItem.Message? First { get; set; }

        public FeedItem.Message? Grouped { get; set; }

        public Drawing[] Drawn { get; set; } = [];
    }

    private sealed record Drawing(RowForm Form, Person[] Names, string Html);
}

/// <summary>In which form a reader sees a row: all that its HTML depends on besides the message and people's names.</summary>
/// <param name="ListId">The list, part of the ids.</param>
/// <param name="Zone">Her time zone.</param>
/// <param name="Is12Hour">Her clock.</param>
/// <param name="Language">Her language.</param>
/// <param name="Formats">How she writes dates.</param>
/// <param name="Today">Her day, where times are said in its light.</param>
/// <param name="Classes">Grouped or not, own, calling her.</param>
/// <param name="IsRoot">The root above a thread.</param>
/// <param name="ShowsThread">In a channel, where a thread's line stands under its root.</param>
/// <param name="MayRespond">She may react.</param>
/// <param name="OwnReactions">Which of the reactions she gave, a bit each.</param>
/// <param name="Confirmation">How she stands to it; null for a message that does not ask to be confirmed.</param>
/// <param name="IsSaved">She keeps it for later.</param>
internal readonly record struct RowForm(
    string ListId, string Zone, bool Is12Hour, string Language, string Formats, DateOnly? Today, string Classes, bool IsRoot, bool ShowsThread, bool MayRespond, ulong OwnReactions,
    ConfirmationForm? Confirmation, bool IsSaved);

/// <summary>What the line under a message that asks for confirmation depends on.</summary>
/// <param name="Asks">It asks the reader.</param>
/// <param name="ConfirmedAt">When she confirmed it.</param>
/// <param name="MaySee">She may see who has.</param>
internal readonly record struct ConfirmationForm(bool Asks, DateTimeOffset? ConfirmedAt, bool MaySee);
