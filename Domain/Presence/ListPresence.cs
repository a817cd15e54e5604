using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Presence;

/// <summary>Reads how people can be reached.</summary>
public sealed class ListPresence(IPeopleStore people, PeopleVisibility visibility, IPresence presence, TimeProvider time)
{
    /// <summary>Most people of one call.</summary>
    public const int MaxPeople = 200;

    /// <summary>Those of the people whom the actor may know of, in no order; the others are passed over.</summary>
    public async Task<Result<IReadOnlyList<PresenceLook>>> ExecuteAsync(Actor actor, IReadOnlyCollection<UserId> wanted, CancellationToken ct)
    {
        if (wanted.Count > MaxPeople)
            return new Error.Invalid("presence.too_many", $"Ask for at most {MaxPeople} people at once.", "person");
        var visible = await visibility.WhomMaySeeAsync(actor, wanted, ct);
        var found = visible.Count == 0 ? [] : await people.FindAsync(visible, ct);
        var now = time.GetUtcNow();
        return Result.Of<IReadOnlyList<PresenceLook>>([.. found.Where(p => p.IsActive).Select(p => PresenceLook.Of(p, presence.Of(p.Id), now))]);
    }
}
