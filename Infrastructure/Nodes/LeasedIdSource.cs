using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Nodes;

/// <summary>Ids under the node's lease. Asking before start-up, or after the lease was lost, throws: no id is made twice.</summary>
internal sealed class LeasedIdSource(NodeLease lease, TimeProvider time) : IIdSource
{
    private SnowflakeIdSource? _source;

    public TId Next<TId>()
        where TId : struct, IId<TId> => Source.Next<TId>();

    public TId NextInAnyBucket<TId>()
        where TId : struct, IId<TId> => Source.NextInAnyBucket<TId>();

    public TId NextIn<TId>(Bucket bucket)
        where TId : struct, IId<TId> => Source.NextIn<TId>(bucket);

    public string NextSecret() => Source.NextSecret();

    private SnowflakeIdSource Source =>
        lease.IsHeld
            ? LazyInitializer.EnsureInitialized(ref _source, () => new SnowflakeIdSource(lease.Node, time))
            : throw new InvalidOperationException("This process holds no node number, so it makes no ids: it has not started, or is stopping.");
}
