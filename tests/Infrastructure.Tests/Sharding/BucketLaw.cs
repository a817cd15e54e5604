using System.Text.RegularExpressions;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Tests.Sharding;

/// <summary>
/// The law of design §4: every statement on a sharded table names the bucket of that table, so that a distributed engine
/// can find the one place where it runs. What asks a whole shard on purpose is listed here, with its reason.
/// </summary>
internal static partial class BucketLaw
{
    private static readonly string[] Tables = FindTables();

    // Whole-shard reads, each once per shard whatever the number of people or streams; and what names the bucket elsewhere.
    private static readonly (string Reason, Regex Shape)[] Allowed =
    [
        ("the sidebar's start asks each shard where a person is seated", new(@"FROM seat AS s INNER JOIN stream AS \w+ ON s\.bucket = \w+\.bucket .*WHERE s\.user_id = \?", RegexOptions.CultureInvariant)),
        ("whoever opts out or is deactivated has seats on each shard", new(@"^SELECT DISTINCT s\.bucket FROM seat AS s WHERE \(?s\.user_id = \?", RegexOptions.CultureInvariant)),
        ("the relay reads the tail of a shard's outbox", new(@"FROM outbox AS o WHERE o\.event_id (> \?|IN|= \?)", RegexOptions.CultureInvariant)),
        ("old events of a shard are looked for, a page at a time", new(@"^SELECT [^()]* FROM outbox AS o WHERE \(o\.event_id > \?\) AND \(o\.event_id < \?\) ORDER BY o\.event_id LIMIT", RegexOptions.CultureInvariant)),
        ("an operator asks how much is written to a shard", new(@"^SELECT COUNT\(\*\) FROM outbox AS o WHERE \(o\.event_id > \?\) AND \(o\.kind = \?\)$", RegexOptions.CultureInvariant)),
        ("an operator asks for the size of every bucket", new(@"^SELECT bucket AS Number, COUNT\(\*\) AS Count FROM \w+ GROUP BY bucket$", RegexOptions.CultureInvariant)),
        ("the collector reads a shard's handoffs in the order of their key", new(@"FROM handoff AS h (WHERE .*)?ORDER BY h\.bucket, h\.handoff_id LIMIT", RegexOptions.CultureInvariant)),
        ("a shard is asked for parked events to be tried again", new(@"FROM parked_event AS p WHERE p\.retry_requested_at IS NOT NULL .*LIMIT", RegexOptions.CultureInvariant)),
    ];

    /// <summary>What is wrong with a statement; null when it keeps the law.</summary>
    public static string? FaultOf(string statement)
    {
        if (Allowed.Any(a => a.Shape.IsMatch(statement)))
            return null;
        if (Insert().Match(statement) is { Success: true } insert)
            return Tables.Contains(insert.Groups[1].Value) && !insert.Groups[2].Value.Split(',').Select(c => c.Trim()).Contains("bucket") ? Say(insert.Groups[1].Value, statement) : null;
        foreach (Match reference in Reference().Matches(statement))
        {
            var table = reference.Groups[1].Value;
            if (Tables.Contains(table) && !NamesBucket(statement, table, reference.Groups[2].Success ? reference.Groups[2].Value : ""))
                return Say(table, statement);
        }

        return null;
    }

    /// <summary>True for a statement that the law is about.</summary>
    public static bool Concerns(string statement) => Reference().Matches(statement).Any(r => Tables.Contains(r.Groups[1].Value)) || Insert().IsMatch(statement);

    private static string Say(string table, string statement) => $"{table} without its bucket: {statement}";

    // A table without an alias goes by its own name.
    private static bool NamesBucket(string statement, string table, string alias)
    {
        var column = alias.Length > 0 ? Regex.Escape(alias) + @"\.bucket" : $@"(?:(?<![\w.])|(?<![\w.]){Regex.Escape(table)}\.)bucket";
        return Regex.IsMatch(statement, $@"{column} (=|IN)|= {column}\b|\({column}, [^()]*\) IN", RegexOptions.CultureInvariant);
    }

    private static string[] FindTables()
    {
        using var context = new ShardContext(new DbContextOptionsBuilder<ShardContext>().UseSqlite("Data Source=:memory:").Options);
        return [.. context.Model.GetEntityTypes().Select(e => e.GetTableName() ?? "")];
    }

    [GeneratedRegex(@"^INSERT (?:IGNORE )?INTO (\w+) \(([^)]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Insert();

    // A table in FROM, JOIN, UPDATE or DELETE FROM, with its alias.
    [GeneratedRegex(@"\b(?:FROM|JOIN|UPDATE) (\w+)(?: AS (\w+))?", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
