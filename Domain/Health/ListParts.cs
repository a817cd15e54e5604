using Collab.Domain.Search;
using Collab.Domain.Shared;

namespace Collab.Domain.Health;

/// <summary>Which parts answer. For admins of the organization; not there for others.</summary>
public sealed class ListParts(IPartProbe probe, ISearchIndex index, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Directory, shards, bus and the search index, unless search is off, in this order.</summary>
    public async Task<Result<IReadOnlyList<PartView>>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        var search = SearchAsync(ct);
        var parts = await probe.AskAsync(ct);
        return Result.Of<IReadOnlyList<PartView>>(await search is { } found ? [.. parts, found] : parts);
    }

    private async Task<PartView?> SearchAsync(CancellationToken ct)
    {
        var started = time.GetTimestamp();
        try
        {
            var state = await index.CheckAsync(ct).WaitAsync(Patience, time, ct);
            if (state.Condition == IndexCondition.Off)
                return null;
            var isThere = state.Condition != IndexCondition.Away;
            double? took = isThere ? Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 1) : null;
            return new PartView(state.Engine, PartKind.Search, isThere, took, state.Condition == IndexCondition.Degraded, isThere ? state.Messages : null);
        }
        catch (TimeoutException)
        {
            return new PartView("", PartKind.Search, false, null);
        }
    }
}
