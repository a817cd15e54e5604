using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;

namespace Collab.Identity.Tests.Support;

internal sealed class NoLimits : IRateLimits
{
    public Result<Done> Take(UserId user, RateKind kind) => Done.Value;
}
