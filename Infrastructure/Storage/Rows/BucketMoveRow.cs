using Collab.Domain.Shards;
using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

// The last move of a bucket. Times are the database's, in microseconds.
internal sealed class BucketMoveRow
{
    public Bucket Bucket { get; set; }

    public int SourceId { get; set; }

    public int TargetId { get; set; }

    public MoveStep Step { get; set; }

    // Rises with each process that takes the move over: what an earlier one still wants to do is refused by the shards.
    public long Epoch { get; set; }

    // Of the map that names the target; 0 before the switch.
    public long MapVersion { get; set; }

    public bool IsUnwanted { get; set; }

    public string Holder { get; set; } = "";

    public long HeldUntil { get; set; }

    public long StartedAt { get; set; }

    public long ChangedAt { get; set; }

    public long Copied { get; set; }

    public long Total { get; set; }

    public long FencedFor { get; set; }

    public string? Error { get; set; }
}
