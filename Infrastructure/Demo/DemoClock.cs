using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Demo;

/// <summary>A clock that stands where the story is, and ids that carry that time; buckets come from the dice, not from chance.</summary>
internal sealed class DemoClock : TimeProvider
{
    // The highest node number: a real node would have to be the sixty-fourth to share it.
    private readonly SnowflakeIdSource _ids;
    private readonly DemoDice _dice;
    private DateTimeOffset _now;

    public DemoClock(DateTimeOffset start, DemoDice dice)
    {
        (_now, _dice) = (start, dice);
        _ids = new SnowflakeIdSource(SnowflakeIdSource.Nodes - 1, this);
    }

    public override DateTimeOffset GetUtcNow() => _now;

    public void MoveTo(DateTimeOffset instant) => _now = instant;

    public TId Id<TId>()
        where TId : struct, IId<TId> => _ids.Next<TId>();

    public TId IdInAnyBucket<TId>()
        where TId : struct, IId<TId> => _ids.NextIn<TId>(new Bucket((short)_dice.Next(Bucket.Count)));

    public TId IdIn<TId>(Bucket bucket)
        where TId : struct, IId<TId> => _ids.NextIn<TId>(bucket);
}
