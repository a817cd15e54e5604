using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Contacts;

/// <summary>Reads who is among one's favourites, for a page that has the people already.</summary>
public sealed class ListFavourites(IFavouriteStore favourites)
{
    /// <summary>At most <see cref="SetFavourite.MaxFavourites"/>.</summary>
    public Task<IReadOnlyList<UserId>> ExecuteAsync(Actor actor, CancellationToken ct) => favourites.ListAsync(actor.User, ct);
}
