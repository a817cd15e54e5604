using Collab.Domain.Shared.Ids;

namespace Collab.Domain.Shards;

/// <summary>A move of a bucket, as administrators see it.</summary>
/// <param name="Bucket">What moves.</param>
/// <param name="Source">The name of the shard that it leaves.</param>
/// <param name="Target">The name of the shard that it goes to.</param>
/// <param name="Step">How far it is.</param>
/// <param name="Copied">How many rows the first pass has looked at.</param>
/// <param name="Total">About how many there are; 0 before they were counted.</param>
/// <param name="FencedFor">For how long writers had to wait; zero before the switch.</param>
/// <param name="IsHeld">A process is at work on it at this moment.</param>
/// <param name="IsUnwanted">It is to be rolled back.</param>
/// <param name="Error">What went wrong last; null when nothing did.</param>
public sealed record MoveView(
    Bucket Bucket, string Source, string Target, MoveStep Step, long Copied, long Total, TimeSpan FencedFor, bool IsHeld, bool IsUnwanted, string? Error)
{
    /// <summary>True when nothing is left to do.</summary>
    public bool IsOver => Step >= MoveStep.Done;

    /// <summary>How much of it is done, 0 to 1; copying is most of it.</summary>
    public double Part => Step switch
    {
        MoveStep.Planned => 0,
        MoveStep.Copying => Total == 0 ? 0.05 : 0.05 + (0.75 * Math.Clamp((double)Copied / Total, 0, 1)),
        MoveStep.Fenced => 0.82,
        MoveStep.Verified => 0.85,
        MoveStep.Switched => 0.88,
        MoveStep.Cleaning => 0.95,
        _ => 1,
    };
}
