using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Contacts;

/// <summary>The people whom a person keeps at the top of her contacts; in the bucket of the person.</summary>
public interface IFavouriteStore
{
    /// <summary>All of them, at most <see cref="SetFavourite.MaxFavourites"/>, in no order that means anything.</summary>
    Task<IReadOnlyList<UserId>> ListAsync(UserId user, CancellationToken ct);

    /// <summary>Adds one or takes one away; one too many is a conflict.</summary>
    Task<Result<Done>> SetAsync(UserId user, UserId person, bool isFavourite, CancellationToken ct);
}
