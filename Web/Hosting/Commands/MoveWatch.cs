using Collab.Domain.Organizations;
using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;
using Collab.Web.Hosting.Demo;

namespace Collab.Web.Hosting.Commands;

/// <summary>Works on moves, or watches others work on them, with a progress bar, until all are over.</summary>
internal static class MoveWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Returns 0 when all have ended without an error, else 1.</summary>
    public static async Task<int> FollowAsync(
        IShardAdministration shards, IReadOnlyList<Bucket> buckets, TimeSpan grace, TextWriter output, CancellationToken ct)
    {
        var bar = new ProgressBar(Console.Error, !Console.IsErrorRedirected);
        Task<MoveView?>? work = null;
        List<MoveView> moves;
        do
        {
            // One at a time here; nodes may work on others, or have taken this one.
            if (work is null or { IsCompleted: true })
            {
                var done = work is null ? null : await work;
                if (done is { Error: not null, IsOver: false })
                    break;
                var next = (await MovesAsync(shards, buckets, ct)).Find(m => !m.IsOver && !m.IsHeld);
                work = next is null ? null : shards.WorkAsync(next.Bucket, grace, ct);
            }

            await Task.WhenAny(work ?? Task.Delay(Interval, ct), Task.Delay(Interval, ct));
            moves = await MovesAsync(shards, buckets, ct);
            Report(bar, moves);
        }
        while (moves.Exists(m => !m.IsOver));
        if (work is not null)
            await work;
        moves = await MovesAsync(shards, buckets, ct);
        foreach (var move in moves)
            await output.WriteLineAsync(ShardsActions.Describe(move));
        return moves.TrueForAll(m => m.IsOver && m.Error is null) ? 0 : 1;
    }

    private static void Report(ProgressBar bar, List<MoveView> moves)
    {
        var current = moves.Find(m => !m.IsOver && m.Step > MoveStep.Planned) ?? moves.Find(m => !m.IsOver);
        var step = current is null ? "Over" : moves.Count == 1 ? ShardsActions.Name(current.Step) : $"{moves.Count(m => m.IsOver)}/{moves.Count}, bucket {current.Bucket.Value}";
        bar.Report(new DemoProgress(step, moves.Average(m => m.Part)));
    }

    private static async Task<List<MoveView>> MovesAsync(IShardAdministration shards, IReadOnlyList<Bucket> buckets, CancellationToken ct) =>
        [.. (await shards.ListMovesAsync(ct)).Where(m => buckets.Contains(m.Bucket))];
}
