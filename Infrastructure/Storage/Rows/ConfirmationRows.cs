using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

/// <summary>That somebody has confirmed a message.</summary>
internal sealed class ConfirmationRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }

    public UserId UserId { get; set; }

    public DateTimeOffset At { get; set; }
}

/// <summary>That those who have not confirmed a message were reminded: it calls them until they do.</summary>
internal sealed class ReminderRow
{
    public Bucket Bucket { get; set; }

    public StreamId StreamId { get; set; }

    public long Seq { get; set; }

    public UserId AuthorId { get; set; }
}
