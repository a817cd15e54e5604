using Collab.Domain.Shared;

namespace Collab.Domain.Consumers;

/// <summary>How the consumers of events are doing. For admins of the organization; not there for others.</summary>
public sealed class ListConsumers(IConsumerStore consumers)
{
    /// <summary>All of them, by name: there are as many as the program has.</summary>
    public async Task<Result<IReadOnlyList<ConsumerView>>> ExecuteAsync(Actor actor, CancellationToken ct) =>
        actor.IsOrganizationAdmin ? Result.Of(await consumers.ListAsync(ct)) : new Error.NotFound();
}
