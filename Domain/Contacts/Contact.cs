using Collab.Domain.People;
using Collab.Domain.Presence;

namespace Collab.Domain.Contacts;

/// <summary>Somebody in a person's contacts.</summary>
/// <param name="Person">Who.</param>
/// <param name="IsFavourite">She stands at the top.</param>
/// <param name="Look">How she can be reached.</param>
public sealed record Contact(Person Person, bool IsFavourite, PresenceLook Look);
