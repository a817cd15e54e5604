using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Contacts;

/// <summary>A person put somebody among her favourites or took her out; her own devices are told.</summary>
/// <param name="User">Whose favourites.</param>
/// <param name="Person">Who is in them, or not any more.</param>
/// <param name="IsFavourite">Whether she is.</param>
public sealed record FavouriteSignal(UserId User, UserId Person, bool IsFavourite) : Signal;
