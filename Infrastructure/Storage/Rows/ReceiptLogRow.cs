using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

/// <summary>When a person's marker passed some messages for the first time: those after one number, up to another.</summary>
internal sealed class ReceiptLogRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public UserId UserId { get; set; }

    /// <summary>The last of them.</summary>
    public long Seq { get; set; }

    /// <summary>The one before the first of them: the end of her row before.</summary>
    public long FromSeq { get; set; }

    public DateTimeOffset At { get; set; }
}
