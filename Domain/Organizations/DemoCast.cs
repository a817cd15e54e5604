using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Organizations;

/// <summary>The people of the demo content whom one can sign in as.</summary>
/// <param name="Auditor">An auditor.</param>
/// <param name="Members">Two members who have much to do with each other.</param>
/// <param name="Guest">A guest of two channels.</param>
public sealed record DemoCast(DemoPerson Auditor, IReadOnlyList<DemoPerson> Members, DemoPerson Guest);

/// <summary>One of the cast.</summary>
/// <param name="User">Her id.</param>
/// <param name="Email">Her address.</param>
/// <param name="DisplayName">Her name.</param>
public sealed record DemoPerson(UserId User, string Email, string DisplayName);
