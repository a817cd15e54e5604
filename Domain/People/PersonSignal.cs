using Collab.Domain.Shared.Events;

namespace Collab.Domain.People;

/// <summary>A person changed her profile or status. Whoever knows a lower <see cref="Person.Revision"/> takes this one.</summary>
/// <param name="Person">She, as she is now.</param>
public sealed record PersonSignal(Person Person) : Signal;
