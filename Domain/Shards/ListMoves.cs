using Collab.Domain.Shared;

namespace Collab.Domain.Shards;

/// <summary>Lists moves of buckets, for those who run the organization; not there for others.</summary>
public sealed class ListMoves(IShardAdministration shards)
{
    /// <summary>The most moves that are listed.</summary>
    public const int Most = 100;

    /// <summary>Unfinished ones first, then the last that were finished.</summary>
    public async Task<Result<IReadOnlyList<MoveView>>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsOrganizationAdmin)
            return new Error.NotFound();
        var moves = await shards.ListMovesAsync(ct);
        return Result.Of<IReadOnlyList<MoveView>>([.. moves.Take(Most)]);
    }
}
