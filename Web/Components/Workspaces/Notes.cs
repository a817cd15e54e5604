using System.Globalization;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>Words system rows.</summary>
public sealed class Notes(PeopleCache people, IStringLocalizer<Texts> texts)
{
    /// <summary>One sentence for rows of one kind.</summary>
    public string Say(IReadOnlyList<MessageView> rows)
    {
        if (rows[0].Note is not { } note)
            return "";
        var author = people.NameOf(rows[0].Author);
        MessageView[] left = [.. rows.Where(r => r.Note?.Kind == SystemNoteKind.Left)];
        if (left.Length > 0 && left.Length < rows.Count)
            return texts["NoteCameAndWent", Names(Joined(rows)), Names([.. left.Select(r => r.Author)])];
        return note.Kind switch
        {
            SystemNoteKind.Joined => Joined(rows, note),
            SystemNoteKind.Left => texts["NoteLeft", Names([.. rows.Select(r => r.Author)])],
            SystemNoteKind.Removed => texts["NoteRemoved", author, Names([.. rows.SelectMany(r => r.Note?.People ?? [])])],
            SystemNoteKind.Renamed => texts["NoteRenamed", author, note.Value],
            SystemNoteKind.TopicSet when note.Value.Length == 0 => texts["NoteTopicCleared", author],
            SystemNoteKind.TopicSet => texts["NoteTopic", author, note.Value],
            SystemNoteKind.Archived => texts["NoteArchived", author],
            SystemNoteKind.Unarchived => texts["NoteUnarchived", author],
            SystemNoteKind.LifetimeSet when int.TryParse(note.Value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 => texts["NoteLifetime", author, Lifetimes.After(texts, seconds)],
            SystemNoteKind.LifetimeSet => texts["NoteLifetimeOff", author],
            _ => "",
        };
    }

    private string Joined(IReadOnlyList<MessageView> rows, SystemNote note)
    {
        var joined = Joined(rows);
        // A row names no more than some of a crowd, and says how many it was.
        var count = rows.Sum(r => int.TryParse(r.Note?.Value, CultureInfo.InvariantCulture, out var number) ? number : Joined([r]).Length);
        return rows.Count == 1 && note.People.Count > 0 && !note.People.SequenceEqual([rows[0].Author])
            ? texts["NoteAdded", people.NameOf(rows[0].Author), Names(joined)]
            : joined.Length > 3 ? texts["NoteManyJoined", Math.Max(count, joined.Length), Names(joined)] : texts["NoteJoined", Names(joined)];
    }

    private static UserId[] Joined(IReadOnlyList<MessageView> rows) =>
        [.. rows.Where(r => r.Note?.Kind == SystemNoteKind.Joined).SelectMany(r => r.Note is { People.Count: > 0 } n ? n.People : [r.Author]).Distinct()];

    private string Names(IReadOnlyList<UserId> users)
    {
        var names = users.Distinct().Select(people.NameOf).ToArray();
        return names.Length switch
        {
            0 => "",
            1 => names[0],
            2 => texts["TwoNames", names[0], names[1]],
            3 => texts["ThreeNames", names[0], names[1], names[2]],
            _ => texts["ManyNames", names[0], names[1], (names.Length - 2).ToString("N0", CultureInfo.CurrentCulture)],
        };
    }
}
