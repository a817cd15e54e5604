using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Contacts;

/// <summary>Puts a person among one's favourites, or takes her out.</summary>
public sealed class SetFavourite(IFavouriteStore favourites, PeopleVisibility visibility, IRateLimits limits, IEventBus bus)
{
    /// <summary>Most favourites of one person.</summary>
    public const int MaxFavourites = 500;

    /// <summary>Whoever may not know of the person finds nobody; out of one's favourites goes anybody.</summary>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, UserId person, bool isFavourite, CancellationToken ct)
    {
        if (person == actor.User)
            return new Error.Invalid("favourite.oneself", "You are not among your own contacts.", "person");
        if (!limits.Take(actor.User, RateKind.Change).TryGet(out _, out var error))
            return error;
        if (isFavourite && !await visibility.MaySeeAsync(actor, person, ct))
            return new Error.NotFound();
        if (!(await favourites.SetAsync(actor.User, person, isFavourite, ct)).TryGet(out _, out error))
            return error;
        await bus.PublishAsync([new FavouriteSignal(actor.User, person, isFavourite)], ct);
        return Done.Value;
    }
}
