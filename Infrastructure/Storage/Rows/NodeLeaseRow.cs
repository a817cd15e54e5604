namespace Collab.Infrastructure.Storage.Rows;

// When it ends is the database's time, not ours: microseconds, compared only with its own clock.
internal sealed class NodeLeaseRow
{
    public int Node { get; set; }

    public string Holder { get; set; } = "";

    public long ExpiresAt { get; set; }
}
