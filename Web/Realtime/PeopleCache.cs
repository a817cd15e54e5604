using System.Collections.Concurrent;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>
/// The people of the pages, shared by all circuits of the node: bounded, a few minutes old at most, read in batches, and
/// renewed when a person changes something of herself. Whoever asks has the ids from something that she may see.
/// </summary>
public sealed class PeopleCache(GetPeople people, TimeProvider time)
{
    private const int Capacity = 50_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<UserId, Known> _known = [];
    private long _readAgainBefore;

    /// <summary>Raised with a person who was not known, or was known otherwise; on whatever thread brought her.</summary>
    public event Action<Person>? Learned;

    /// <summary>The person, when she is known already.</summary>
    public Person? Find(UserId id) => _known.TryGetValue(id, out var known) ? known.Person : null;

    /// <summary>Her name, or a placeholder for one who is not known yet.</summary>
    public string NameOf(UserId id) => Find(id)?.DisplayName ?? "…";

    /// <summary>Takes over people who were read elsewhere.</summary>
    public void Put(IEnumerable<Person> found)
    {
        if (_known.Count > Capacity)
            _known.Clear();
        foreach (var person in found)
            Put(person);
    }

    /// <summary>Takes over one person, unless a newer version of her is known; false when nothing is new.</summary>
    public bool Put(Person person)
    {
        var now = time.GetUtcNow();
        // A status that is over is none: rows that were drawn with it are drawn again, and never with it.
        if (person is { Status: not null } && person.StatusAt(now) is null)
            person = person with { Status = null };
        var isNew = false;
        _known.AddOrUpdate(
            person.Id,
            _ =>
            {
                isNew = true;
                return new Known(person, now);
            },
            (_, known) =>
            {
                // Who is the same stays the same object: what was drawn with her name stays good.
                isNew = known.Person != person && person.Revision >= known.Person.Revision;
                return new Known(isNew ? person : known.Person, now);
            });
        if (isNew)
            Learned?.Invoke(person);
        return isNew;
    }

    /// <summary>News of people may have been lost: whoever is asked for next is read again.</summary>
    public void Doubt() => Volatile.Write(ref _readAgainBefore, time.GetUtcNow().UtcTicks);

    /// <summary>Reads those who are not known, or not lately.</summary>
    public async Task EnsureAsync(IEnumerable<UserId> ids, CancellationToken ct)
    {
        var oldest = Math.Max((time.GetUtcNow() - MaxAge).UtcTicks, Volatile.Read(ref _readAgainBefore));
        UserId[] wanted = [.. ids.Distinct().Where(id => !_known.TryGetValue(id, out var known) || known.ReadAt.UtcTicks < oldest)];
        foreach (var batch in wanted.Chunk(GetPeople.MaxPeople))
            Put(await people.ExecuteAsync(batch, ct));
    }

    private sealed record Known(Person Person, DateTimeOffset ReadAt);
}
