using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Web.Tests.Hosting;

/// <summary>Somebody who acts in tests.</summary>
/// <param name="Name">Her name.</param>
/// <param name="Actor">She.</param>
/// <param name="Token">Her personal access token.</param>
public sealed record TestPerson(string Name, Actor Actor, string Token)
{
    public UserId Id => Actor.User;
}
