using Collab.Domain.People;

namespace Collab.Web.Components.Workspaces;

/// <summary>The use cases behind one's own profile.</summary>
/// <param name="Read">Reads it.</param>
/// <param name="Update">Changes it.</param>
/// <param name="Policy">What the organization has decided about profiles.</param>
public sealed record ProfileUseCases(GetProfile Read, UpdateProfile Update, GetPeoplePolicy Policy);
