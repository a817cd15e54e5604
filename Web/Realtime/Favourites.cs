using Collab.Domain.Contacts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Realtime;

/// <summary>Whom the person before the page keeps at the top of her contacts. One per circuit; read when something shows it.</summary>
public sealed class Favourites(ListFavourites list)
{
    private HashSet<UserId>? _people;

    /// <summary>Somebody is in them, or not any more.</summary>
    public event Action? Changed;

    /// <summary>All of them, as far as they are read.</summary>
    public IReadOnlyCollection<UserId> People => _people ?? [];

    /// <summary>True when she is among them.</summary>
    public bool Contains(UserId person) => _people?.Contains(person) == true;

    /// <summary>Reads them, unless that was done.</summary>
    public async Task EnsureAsync(Actor actor, CancellationToken ct)
    {
        if (_people is null)
            await LoadAsync(actor, ct);
    }

    /// <summary>Reads them again, if they were read: changes may have been lost.</summary>
    public Task RenewAsync(Actor actor, CancellationToken ct) => _people is null ? Task.CompletedTask : LoadAsync(actor, ct);

    /// <summary>Takes what the circuit received; of others it gets nothing.</summary>
    public void Apply(Notice notice)
    {
        if (notice is FavouriteSignal set)
            Set(set.Person, set.IsFavourite);
    }

    /// <summary>Puts somebody in or takes her out.</summary>
    public void Set(UserId person, bool isFavourite)
    {
        if (_people is not null && (isFavourite ? _people.Add(person) : _people.Remove(person)))
            Changed?.Invoke();
    }

    private async Task LoadAsync(Actor actor, CancellationToken ct)
    {
        _people = [.. await list.ExecuteAsync(actor, ct)];
        Changed?.Invoke();
    }
}
