using System.Collections.Concurrent;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>
/// The names of people, shared by all circuits of the node: bounded, a few minutes old at most, read in batches. Whoever
/// asks has the ids from something that she may see.
/// </summary>
public sealed class PeopleCache(GetPeople people, TimeProvider time)
{
    private const int Capacity = 50_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<UserId, Known> _known = [];

    /// <summary>The person, when she is known already.</summary>
    public Person? Find(UserId id) => _known.TryGetValue(id, out var known) ? known.Person : null;

    /// <summary>Her name, or a placeholder for one who is not known yet.</summary>
    public string NameOf(UserId id) => Find(id)?.DisplayName ?? "…";

    /// <summary>Takes over people who were read elsewhere.</summary>
    public void Put(IEnumerable<Person> found)
    {
        if (_known.Count > Capacity)
            _known.Clear();
        // Who is the same stays the same object: what was drawn with her name stays good.
        foreach (var person in found)
            _known[person.Id] = new Known(Find(person.Id) is { } same && same == person ? same : person, time.GetUtcNow());
    }

    /// <summary>Reads those who are not known, or not lately.</summary>
    public async Task EnsureAsync(IEnumerable<UserId> ids, CancellationToken ct)
    {
        var oldest = time.GetUtcNow() - MaxAge;
        UserId[] wanted = [.. ids.Distinct().Where(id => !_known.TryGetValue(id, out var known) || known.ReadAt < oldest)];
        foreach (var batch in wanted.Chunk(GetPeople.MaxPeople))
            Put(await people.ExecuteAsync(batch, ct));
    }

    private sealed record Known(Person Person, DateTimeOffset ReadAt);
}
