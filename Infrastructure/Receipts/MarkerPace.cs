namespace Collab.Infrastructure.Receipts;

/// <summary>
/// How often markers are written and told. Whoever comes first goes at once; the pace holds back those who follow, so
/// that a crowd that reads becomes a few transactions and a few notices.
/// </summary>
/// <param name="Group">Between two transactions of a lane, unless one is full.</param>
/// <param name="Person">Between two moves of one person in one stream; also for how long a delivery waits for a move to go with.</param>
/// <param name="Stream">Between two notices of one stream.</param>
internal sealed record MarkerPace(TimeSpan Group, TimeSpan Person, TimeSpan Stream)
{
    public static readonly MarkerPace Usual = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    /// <summary>Holds nobody back.</summary>
    public static readonly MarkerPace None = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
}
