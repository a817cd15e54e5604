using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Roaming;

/// <summary>Shows an auditor the places of a person, those included that she has left.</summary>
public sealed class ListRoamedPlaces(RoamingAccess access, IRoamedStreams streams, IPeopleStore people)
{
    /// <summary>Most that are shown of each shard.</summary>
    public const int MaxPlaces = 1_000;

    /// <summary>The one with the newest message first. No marker of hers moves, and nobody notices.</summary>
    public async Task<Result<RoamedPlaces>> ExecuteAsync(Actor actor, RoamingId id, CancellationToken ct)
    {
        if (!(await access.EnterAsync(actor, id, [("shown", "places")], ct)).TryGet(out var permit, out var error))
            return error;
        var (places, isPartial) = await streams.ListAsync(permit, MaxPlaces, ct);
        var named = places.SelectMany(p => p.Head.Participants).Append(permit.View.Person).Distinct();
        return new RoamedPlaces(places, (await people.FindAsync([.. named], ct)).ToDictionary(p => p.Id), isPartial);
    }
}

/// <summary>The places of a person.</summary>
/// <param name="Items">Them.</param>
/// <param name="People">Who is in the chats.</param>
/// <param name="IsPartial">Some cannot be read at the moment.</param>
public sealed record RoamedPlaces(IReadOnlyList<RoamedPlace> Items, IReadOnlyDictionary<UserId, Person> People, bool IsPartial);
