using System.Globalization;
using System.Text;
using Collab.Domain.Presence;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Presence;

/// <summary>When people were last seen, in the directory.</summary>
internal sealed class LastSeenStore(Database<DirectoryContext> directory) : ILastSeenStore
{
    private const int RowsPerStatement = 500;

    public async Task SaveAsync(IReadOnlyDictionary<UserId, DateTimeOffset> seen, CancellationToken ct)
    {
        // In one order everywhere, so that two nodes never wait for each other.
        foreach (var some in seen.OrderBy(s => s.Key).Chunk(RowsPerStatement))
            await directory.WriteAsync(async context => await context.Database.ExecuteSqlRawAsync(Statement(some), ct), ct);
    }

    public Task<DateTimeOffset?> FindAsync(UserId user, CancellationToken ct) =>
        directory.ReadAsync(async context => (await context.PeopleSeen.SingleOrDefaultAsync(s => s.UserId == user, ct))?.SeenAt, ct);

    // Numbers alone, so they stand in the text.
    private string Statement(IEnumerable<KeyValuePair<UserId, DateTimeOffset>> seen)
    {
        var sql = directory.Sql;
        var text = new StringBuilder("INSERT INTO person_seen (user_id, seen_at) VALUES ");
        text.AppendJoin(", ", seen.Select(s => string.Create(CultureInfo.InvariantCulture, $"({s.Key.Value}, {Instant.ToStored(s.Value)})")));
        text.Append(' ').Append(sql.OnConflictUpdate("user_id")).Append(" seen_at = ");
        return text.Append(sql.Greatest(SqlDialect.Stored("person_seen", "seen_at"), sql.Inserted("seen_at"))).ToString();
    }
}
