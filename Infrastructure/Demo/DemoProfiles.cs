using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Demo;

/// <summary>What the people of the demo content say of themselves: departments, places, managers, statuses. Chance of its own: the story stays as it is.</summary>
internal sealed class DemoProfiles(int seed, DateTimeOffset now)
{
    private const int PeoplePerManager = 9;

    private static readonly Dictionary<string, string> Departments = new(StringComparer.Ordinal)
    {
        ["Software engineer"] = "Engineering",
        ["Site reliability engineer"] = "Engineering",
        ["Quality engineer"] = "Engineering",
        ["Security engineer"] = "Engineering",
        ["Team lead"] = "Engineering",
        ["Technical writer"] = "Engineering",
        ["Product manager"] = "Product",
        ["Designer"] = "Product",
        ["Researcher"] = "Product",
        ["Data analyst"] = "Product",
        ["Support specialist"] = "Customer care",
        ["Customer success manager"] = "Customer care",
        ["Account manager"] = "Sales",
        ["Sales engineer"] = "Sales",
        ["Marketing manager"] = "Marketing",
        ["Recruiter"] = "People and culture",
        ["Office manager"] = "People and culture",
        ["Finance controller"] = "Finance",
        ["Internal auditor"] = "Finance",
        ["Procurement specialist"] = "Finance",
        ["Legal counsel"] = "Legal",
        ["Warehouse planner"] = "Operations",
        ["Field technician"] = "Operations",
        ["Machine operator"] = "Operations",
        ["Logistics coordinator"] = "Operations",
    };

    private static readonly (string Name, string Zone)[] Locations =
    [
        ("Berlin", "Europe/Berlin"), ("Hamburg", "Europe/Berlin"), ("Lisbon", "Europe/Lisbon"), ("London", "Europe/London"), ("Nairobi", "Africa/Nairobi"),
        ("New York", "America/New_York"), ("São Paulo", "America/Sao_Paulo"), ("Singapore", "Asia/Singapore"), ("Tokyo", "Asia/Tokyo"), ("Toronto", "America/Toronto"),
    ];

    private static readonly string[] Pronouns = ["she/her", "he/him", "they/them"];

    private static readonly (string Emoji, string Text, int Days)[] Statuses =
    [
        ("🏠", "Working remotely", 0), ("🌴", "On holiday", 9), ("🤒", "Off sick", 2), ("📅", "In a workshop", 1), ("🚆", "On the train", 1), ("🎧", "Focusing", 0),
        ("🍼", "Parental leave", 90), ("✈️", "Visiting customers", 4), ("🧑‍🏫", "Training the new team", 3), ("🌙", "Late shift", 0),
    ];

    private static readonly WeekHours Office = WeekHours.Parse("mon 08:00-18:00, tue 08:00-18:00, wed 08:00-18:00, thu 08:00-18:00, fri 08:00-16:00").Value;

    private readonly DemoDice _dice = new(seed);

    /// <summary>Fills in the profiles, the first people's first.</summary>
    public void Tell(IReadOnlyList<PersonRow> people)
    {
        var heads = new Dictionary<string, List<UserId>>(StringComparer.Ordinal);
        foreach (var person in people)
            Tell(person, heads);
    }

    // A department's first person leads it; each of its people leads the nine that the tree has for her, so every line ends
    // at the first, and is as short as it can be.
    private void Tell(PersonRow person, Dictionary<string, List<UserId>> known)
    {
        var (location, zone) = _dice.Pick(Locations);
        (person.Location, person.TimeZone, person.Revision) = (location, zone, 1);
        if (_dice.Chance(0.4))
            person.Pronouns = _dice.Pick(Pronouns);
        if (_dice.Chance(0.12))
            Say(person, _dice.Pick(Statuses));
        if (_dice.Chance(0.1))
            person.Hours = Office.Text;
        if (person.IsGuest || !Departments.TryGetValue(person.Title, out var department))
            return;
        person.Department = department;
        if (!known.TryGetValue(department, out var before))
            known[department] = before = [];
        if (before.Count > 0)
            person.ManagerId = before[(before.Count - 1) / PeoplePerManager];
        before.Add(person.UserId);
    }

    private void Say(PersonRow person, (string Emoji, string Text, int Days) status)
    {
        (person.StatusEmoji, person.StatusText, person.StatusPauses) = (status.Emoji, status.Text, status.Emoji == "🎧");
        if (status.Days > 0)
            person.StatusUntil = now.AddDays(1 + _dice.Next(status.Days)).Stored();
    }
}
