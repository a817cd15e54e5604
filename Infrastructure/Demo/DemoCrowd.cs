using System.Globalization;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage.Rows;

namespace Collab.Infrastructure.Demo;

/// <summary>The people of the demo content: a cast one can sign in as, and a crowd.</summary>
internal sealed class DemoCrowd
{
    private static readonly (string Name, string Title, OrganizationRole Role)[] Cast =
    [
        ("Iris Holm", "Internal auditor", OrganizationRole.Auditor),
        ("Mira Okonkwo", "Product manager", OrganizationRole.Member),
        ("Jonas Lindqvist", "Software engineer", OrganizationRole.Member),
        ("Gus Tamm", "Consultant at Northwind", OrganizationRole.Member),
    ];

    /// <summary>By her address one sees whether the content is there already.</summary>
    public const string AuditorEmail = "iris.holm@demo.example";

    private readonly HashSet<string> _handles;

    public DemoCrowd(DemoRequest request, DemoClock clock, DemoDice dice, INameFolding folding, IEnumerable<string> takenHandles)
    {
        _handles = [.. takenHandles];
        var names = Cast.Select(c => (c.Name, c.Title, c.Role)).Concat(Names(dice, request.People - Cast.Length));
        foreach (var (name, title, role) in names)
            People.Add(NewPerson(request, clock, folding, name, title, role));
        People[3].IsGuest = true;
    }

    public List<PersonRow> People { get; } = [];

    public PersonRow Auditor => People[0];

    public PersonRow Mira => People[1];

    public PersonRow Jonas => People[2];

    public PersonRow Guest => People[3];

    public IEnumerable<PersonRow> SignIns => People.Take(Cast.Length);

    private static IEnumerable<(string Name, string Title, OrganizationRole Role)> Names(DemoDice dice, int count)
    {
        var pairs = DemoNames.First.SelectMany(first => DemoNames.Last, (first, last) => $"{first} {last}").Except(Cast.Select(c => c.Name)).ToArray();
        // More people than pairs: a middle initial tells the next round apart.
        for (var round = 0; count > 0; round++)
        {
            foreach (var name in dice.Sample(pairs, count))
            {
                count--;
                yield return (round == 0 ? name : name.Replace(" ", $" {(char)('A' + ((round - 1) % 26))}. ", StringComparison.Ordinal), dice.Pick(DemoNames.Titles), OrganizationRole.Member);
            }
        }
    }

    private PersonRow NewPerson(DemoRequest request, DemoClock clock, INameFolding folding, string name, string title, OrganizationRole role)
    {
        var attempt = 0;
        var handle = Handle.Suggest(name, attempt).Value;
        while (!_handles.Add(handle))
            handle = Handle.Suggest(name, ++attempt).Value;
        return new PersonRow
        {
            UserId = clock.IdInAnyBucket<UserId>(),
            OrganizationId = request.Owner.Organization,
            Email = string.Create(CultureInfo.InvariantCulture, $"{handle}@demo.example"),
            Handle = handle,
            DisplayName = name,
            SortKey = folding.SortKey(name),
            Title = title,
            Role = role,
            IsActive = true,
            CreatedAt = clock.GetUtcNow(),
        };
    }
}
