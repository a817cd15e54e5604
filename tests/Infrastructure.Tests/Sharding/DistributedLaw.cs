using System.Text.RegularExpressions;

namespace Collab.Infrastructure.Tests.Sharding;

/// <summary>
/// What a statement on a shard's tables must not use, because Vitess or TiDB do not support it or do it by gathering
/// from everywhere. The rules have the names of the list in docs/operate/vitess.md.
/// </summary>
internal static class DistributedLaw
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    public static readonly IReadOnlyList<(string Rule, Regex Shape)> Rules =
    [
        ("foreign keys", new(@"\bFOREIGN KEY\b|\bREFERENCES\b", Plain)),
        ("LAST_INSERT_ID", new(@"\bLAST_INSERT_ID\b|\bAUTO_INCREMENT\b", Plain)),
        ("GET_LOCK", new(@"\b(GET|RELEASE|IS_FREE|IS_USED)_LOCK\b", Plain)),
        ("LOCK TABLES", new(@"\bLOCK TABLES?\b", Plain)),
        ("user variables", new(@"(?<!@)@\w+ ?:=|\bSET @\w|\bINTO @\w", Plain)),
        ("stored procedures", new(@"^CALL\b|\bCREATE (PROCEDURE|FUNCTION|TRIGGER|EVENT)\b", Plain)),
        ("temporary tables", new(@"\bTEMPORARY\b", Plain)),
        ("window functions", new(@"\bOVER ?\(", Plain)),
        ("common table expressions", new(@"^WITH\b", Plain)),
        ("savepoints", new(@"\bSAVEPOINT\b", Plain)),
        ("XA transactions", new(@"^XA\b", Plain)),
        ("changes of several tables at once", new(@"^UPDATE [^(]*?(,|\bJOIN\b).*?\bSET\b|^DELETE [^(]*\b(JOIN|USING)\b", Plain)),
        ("inserts from a query", new(@"^(INSERT|REPLACE)\b[^;]*\bSELECT\b", Plain)),
        ("limits on changes", new(@"^(UPDATE|DELETE)\b(?!.*\bSELECT\b).*\bLIMIT\b", Plain)),
        ("changing the bucket of a row", new(@"^UPDATE\b.*\bSET\b(?:(?!\bWHERE\b).)*(?<![\w.])(?:\w+\.)?bucket = |ON DUPLICATE KEY UPDATE.*(?<![\w.])bucket = ", Plain)),
    ];

    /// <summary>The rules that a statement breaks; joins without the bucket are the <see cref="BucketLaw"/>'s.</summary>
    public static IEnumerable<string> FaultsOf(string statement) =>
        Rules.Where(r => r.Shape.IsMatch(statement)).Select(r => $"{r.Rule}: {statement}");
}
