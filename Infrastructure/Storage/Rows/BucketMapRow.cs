using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

internal sealed class BucketMapRow
{
    public Bucket Bucket { get; set; }

    public int ShardId { get; set; }
}
