using Collab.Domain.Shared.Ids;

namespace Collab.Infrastructure.Storage.Rows;

// Everything of the stream up to the version has been handled, or is parked.
internal sealed class ConsumerCursorRow
{
    public Bucket Bucket { get; set; }

    public string Consumer { get; set; } = "";

    public StreamId StreamId { get; set; }

    public long Version { get; set; }
}

internal sealed class ParkedEventRow
{
    public Bucket Bucket { get; set; }

    public string Consumer { get; set; } = "";

    // What belongs to no stream has the bucket's own number here.
    public StreamId StreamId { get; set; }

    public long Version { get; set; }

    public EventId EventId { get; set; }

    public string Kind { get; set; } = "";

    public int Attempts { get; set; }

    public string Error { get; set; } = "";

    // What was to be handed over, where it lies nowhere else.
    public string? Data { get; set; }

    public DateTimeOffset ParkedAt { get; set; }

    public DateTimeOffset? RetryRequestedAt { get; set; }
}
