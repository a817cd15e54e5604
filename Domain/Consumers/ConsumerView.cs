namespace Collab.Domain.Consumers;

/// <summary>A consumer of events over all shards.</summary>
/// <param name="Name">E.g. <c>channel-heads</c>.</param>
/// <param name="Condition">The worst of its shards.</param>
/// <param name="Waiting">How many streams have something for it, as far as its nodes know.</param>
/// <param name="LagSeconds">How long ago the oldest event has happened that it has not handled; 0 when there is none.</param>
/// <param name="Parked">How many events it could not take.</param>
/// <param name="Shards">Each shard, in order.</param>
public sealed record ConsumerView(string Name, ConsumerCondition Condition, int Waiting, double LagSeconds, long Parked, IReadOnlyList<ConsumerOnShard> Shards)
{
    /// <summary>Adds up its shards.</summary>
    public static ConsumerView Of(string name, IReadOnlyList<ConsumerOnShard> shards) =>
        new(name, shards.Max(s => s.Condition), shards.Sum(s => s.Waiting), shards.Max(s => s.LagSeconds), shards.Sum(s => s.Parked), shards);
}

/// <summary>A consumer on one shard.</summary>
/// <param name="Shard">The shard's name.</param>
/// <param name="Condition">How it is doing there.</param>
/// <param name="Waiting">How many streams have something for it.</param>
/// <param name="LagSeconds">How long ago the oldest unhandled event has happened.</param>
/// <param name="Parked">How many events it could not take.</param>
/// <param name="Error">What keeps it from going on: kind and place of the failure, never what people wrote.</param>
public sealed record ConsumerOnShard(string Shard, ConsumerCondition Condition, int Waiting, double LagSeconds, long Parked, string? Error);
