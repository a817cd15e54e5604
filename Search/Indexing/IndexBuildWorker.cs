using Collab.Domain.Search;
using Collab.Domain.Shared.Ids;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Collab.Search.Indexing;

/// <summary>Builds the index of this node when that is wanted: when it is new, was damaged, or an operator asked.</summary>
internal sealed class IndexBuildWorker(IIndexBuild build, ISearchSource source, SearchDocuments documents, TimeProvider time, ILogger<IndexBuildWorker> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // Fewer are there before anybody has read the line.
    private const long Many = 10_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var failures = 0;
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                if (await build.FindAsync(stoppingToken) is not null)
                    await BuildAsync(stoppingToken);
                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A shard that is away must not end the work for ever; it goes on from what is saved.
            catch (Exception error)
#pragma warning restore CA1031
            {
                if (failures++ == 0)
                    log.LogWarning(error, "The search index cannot be built at the moment; it is tried again every two seconds.");
            }
        }
    }

    private async Task BuildAsync(CancellationToken ct)
    {
        var last = new BuildState(0, 0);
        await new IndexBuilder(build, source, documents).RunAsync(
            state =>
            {
                if (state.Buckets / 128 != last.Buckets / 128 && state.Messages >= Many)
                    log.LogInformation("The search index is being built: {Percent} %, {Messages} messages.", 100 * state.Buckets / Bucket.Count, state.Messages);
                last = state;
            },
            ct);
        if (last.Messages > 0)
            log.LogInformation("The search index is built: {Messages} messages.", last.Messages);
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
