using System.Globalization;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;

namespace Collab.Infrastructure.Backup;

/// <summary>
/// Looks whether the content of an installation holds together: numbers dense, heads right, nothing that refers to what
/// is not there. Reads snapshots, so nodes may go on; what is on its way between two databases is no fault.
/// </summary>
public static class ContentCheck
{
    private const int Shown = 5;

    private static readonly (string What, string Query)[] OfAShard =
    [
        ("streams whose number of messages is not that of their head",
            """
            SELECT s.stream_id FROM stream s LEFT JOIN message m ON m.bucket = s.bucket AND m.stream_id = s.stream_id
            GROUP BY s.bucket, s.stream_id, s.last_seq HAVING COUNT(m.seq) <> s.last_seq OR COALESCE(MAX(m.seq), 0) <> s.last_seq
            """),
        ("streams whose events are not dense up to their head",
            """
            SELECT s.stream_id FROM stream s INNER JOIN outbox o ON o.bucket = s.bucket AND o.stream_id = s.stream_id
            GROUP BY s.bucket, s.stream_id, s.version HAVING MAX(o.version) <> s.version OR COUNT(*) <> MAX(o.version) - MIN(o.version) + 1
            """),
        ("streams with messages but without a head", "SELECT DISTINCT m.stream_id FROM message m LEFT JOIN stream s ON s.bucket = m.bucket AND s.stream_id = m.stream_id WHERE s.stream_id IS NULL"),
        ("streams with seats but without a head", "SELECT DISTINCT m.stream_id FROM seat m LEFT JOIN stream s ON s.bucket = m.bucket AND s.stream_id = m.stream_id WHERE s.stream_id IS NULL"),
        ("streams with events but without a head", "SELECT DISTINCT m.stream_id FROM outbox m LEFT JOIN stream s ON s.bucket = m.bucket AND s.stream_id = m.stream_id WHERE s.stream_id IS NULL"),
        ("threads without the message that they began with",
            """
            SELECT t.stream_id FROM stream t LEFT JOIN message m ON m.bucket = t.bucket AND m.stream_id = t.parent_id AND m.seq = t.parent_seq
            WHERE t.parent_id IS NOT NULL AND m.stream_id IS NULL
            """),
        ("streams with reactions to messages that are not there",
            "SELECT DISTINCT r.stream_id FROM reaction r LEFT JOIN message m ON m.bucket = r.bucket AND m.stream_id = r.stream_id AND m.seq = r.seq WHERE m.stream_id IS NULL"),
        ("streams with mentions in messages that are not there",
            "SELECT DISTINCT r.stream_id FROM mention r LEFT JOIN message m ON m.bucket = r.bucket AND m.stream_id = r.stream_id AND m.seq = r.seq WHERE m.stream_id IS NULL"),
        ("streams whose number of pins is not that of their head",
            """
            SELECT s.stream_id FROM stream s LEFT JOIN pin p ON p.bucket = s.bucket AND p.stream_id = s.stream_id
            GROUP BY s.bucket, s.stream_id, s.pin_count HAVING COUNT(p.seq) <> s.pin_count
            """),
        ("streams with pins of messages that are not there",
            "SELECT DISTINCT r.stream_id FROM pin r LEFT JOIN message m ON m.bucket = r.bucket AND m.stream_id = r.stream_id AND m.seq = r.seq WHERE m.stream_id IS NULL"),
        ("streams with expired or recalled messages of which something is left",
            """
            SELECT m.stream_id FROM message m WHERE m.state IN (1, 2) AND (m.text <> '' OR m.html <> '' OR m.mentions IS NOT NULL OR m.reactions IS NOT NULL OR m.attachments IS NOT NULL OR m.refs IS NOT NULL OR m.pin IS NOT NULL)
            UNION SELECT e.stream_id FROM message m INNER JOIN message_edit e ON e.bucket = m.bucket AND e.stream_id = m.stream_id AND e.seq = m.seq WHERE m.state IN (1, 2)
            """),
        ("places with files of messages that are not there",
            """
            SELECT DISTINCT f.stream_id FROM file f LEFT JOIN message m ON m.bucket = f.bucket AND m.stream_id = f.message_stream_id AND m.seq = f.message_seq
            WHERE f.message_seq IS NOT NULL AND m.stream_id IS NULL
            """),
    ];

    /// <summary>What is wrong, one line each.</summary>
    public static async Task<IReadOnlyList<string>> FaultsOfAsync(StorageLayout layout, CancellationToken ct)
    {
        var faults = new List<string>();
        await using var databases = await FrozenDatabases.OpenAsync(layout, TimeProvider.System, ct);
        var people = (await databases.Directory.ListAsync("SELECT user_id FROM person", r => r.GetInt64(0), ct)).ToHashSet();
        var streams = new HashSet<long>();
        foreach (var shard in databases.Shards)
        {
            var owns = databases.Owns(shard);
            foreach (var (what, query) in OfAShard)
                Say(faults, shard.Address.Name, what, (await ListAsync(shard, query, ct)).Where(id => owns(BucketOf(id))));
            Say(faults, shard.Address.Name, "people with seats whom the directory does not know", (await ListAsync(shard, "SELECT DISTINCT user_id FROM seat", ct)).Where(id => !people.Contains(id)));
            streams.UnionWith((await ListAsync(shard, "SELECT stream_id FROM stream", ct)).Where(id => owns(BucketOf(id))));
        }

        // A stream that is not made yet is named by the task that will make it.
        var tasks = await databases.Directory.ListAsync("SELECT work FROM directory_task", r => r.GetString(0), ct);
        var wanted = (await ListAsync(databases.Directory, "SELECT stream_id FROM channel UNION SELECT stream_id FROM direct_chat", ct)).Where(id => !streams.Contains(id));
        var lost = wanted.Where(id => !tasks.Exists(t => t.Contains(id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        Say(faults, databases.Directory.Address.Name, "channels and chats without a stream", lost);
        return faults;
    }

    private static Task<List<long>> ListAsync(Snapshot source, string query, CancellationToken ct) => source.ListAsync(query, r => r.GetInt64(0), ct);

    private static long BucketOf(long id) => Bucket.Of(id).Value;

    private static void Say(List<string> faults, string database, string what, IEnumerable<long> found)
    {
        var ids = found.ToArray();
        if (ids.Length > 0)
            faults.Add($"The database {database} has {ids.Length} {what}: {string.Join(", ", ids.Take(Shown))}{(ids.Length > Shown ? ", …" : "")}.");
    }
}
