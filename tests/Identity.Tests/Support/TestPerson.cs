using Collab.Domain.Shared.Ids;
using Collab.Identity.Sessions;

namespace Collab.Identity.Tests.Support;

public sealed record TestPerson(UserId Id, string Email, string Password, Origin Origin);
