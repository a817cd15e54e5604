using System.Globalization;
using System.Text;
using Collab.Domain.Shared.Storage;

namespace Collab.Infrastructure.Storage;

/// <summary>The few places where the two dialects need different words.</summary>
internal abstract class SqlDialect
{
    /// <summary>Microseconds since 1970 by the database's clock, which all nodes share.</summary>
    public abstract string Now { get; }

    /// <summary>
    /// Before a SELECT that locks, in the same command: for how long this transaction waits for a lock, which is less than
    /// a command may take. Who waited in vain gives its own locks back and begins again.
    /// </summary>
    public abstract string Patience { get; }

    /// <summary>Appended to a SELECT: the rows stay locked until commit.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>A condition over a key of several columns, in the form for which the planner goes by the index.</summary>
    /// <param name="values">A value or a parameter's name for each column.</param>
    /// <param name="comparison"><c>&gt;</c> or <c>&lt;=</c>.</param>
    public abstract string Compare(IReadOnlyList<string> columns, IReadOnlyList<string> values, string comparison);

    /// <summary>Appended to a SELECT: nobody changes the rows until commit, others may read them so at the same time.</summary>
    public abstract string ForShare { get; }

    /// <summary>After a table's name: find several rows one by one by their key. A scan of a small table would wait for rows that others have locked.</summary>
    public abstract string ByKey { get; }

    /// <summary>After a table's name: go by this index, which has what is asked for, in the order asked for.</summary>
    public abstract string ByIndex(string index);

    /// <summary>Before a SELECT: about how many rows it would look at, in a column <c>rows</c>, without looking at them. Null where the database does not say.</summary>
    public abstract string? Explain { get; }

    /// <summary>
    /// Appends a condition that finds rows by their keys: <paramref name="values"/> has those of all columns, key after key.
    /// Each dialect gets the form for which its planner goes by the index. Keys are numbers, so they stand in the text.
    /// </summary>
    public abstract StringBuilder AppendIn(StringBuilder text, string[] columns, IReadOnlyList<long> values);

    /// <summary>Begins a transaction that may write; it goes before the first statement of a command and takes no round trip of its own.</summary>
    public abstract string Begin { get; }

    /// <summary>Begins an insert that leaves a row with the same key as it is.</summary>
    public abstract string InsertOrIgnore { get; }

    /// <summary>The larger of two values.</summary>
    public abstract string Greatest(string one, string other);

    /// <summary>Values one after another as one text.</summary>
    public abstract string Joined(params IReadOnlyList<string> values);

    /// <summary>The part after VALUES that turns an insert into an update when the key exists.</summary>
    public abstract string OnConflictUpdate(string keys);

    /// <summary>The value that the insert would have written, inside <see cref="OnConflictUpdate"/>.</summary>
    public abstract string Inserted(string column);

    /// <summary>The value that stands in the table, inside <see cref="OnConflictUpdate"/>.</summary>
    public static string Stored(string table, string column) => $"{table}.{column}";

    public static SqlDialect For(DatabaseDialect dialect) => dialect == DatabaseDialect.Sqlite ? new Sqlite() : new MySql();

    private sealed class Sqlite : SqlDialect
    {
        public override string Now => "CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)";

        public override string Patience => "";

        public override string ForUpdate => "";

        public override string Compare(IReadOnlyList<string> columns, IReadOnlyList<string> values, string comparison) =>
            $"({string.Join(", ", columns)}) {comparison} ({string.Join(", ", values)})";

        // A transaction that may write is the file's only one.
        public override string ForShare => "";

        public override string ByKey => "";

        public override string ByIndex(string index) => $" INDEXED BY {index}";

        public override string? Explain => null;

        public override string Begin => "BEGIN IMMEDIATE; ";

        // A list of row values would be looked for in the whole table.
        public override StringBuilder AppendIn(StringBuilder text, string[] columns, IReadOnlyList<long> values)
        {
            for (var i = 0; i < values.Count; i++)
            {
                var (key, column) = Math.DivRem(i, columns.Length);
                text.Append(column > 0 ? " AND " : key > 0 ? ") OR (" : "((");
                text.Append(CultureInfo.InvariantCulture, $"{columns[column]} = {values[i]}");
            }

            return text.Append("))");
        }

        public override string InsertOrIgnore => "INSERT OR IGNORE INTO";

        public override string Greatest(string one, string other) => $"max({one}, {other})";

        public override string Joined(params IReadOnlyList<string> values) => string.Join(" || ", values);

        public override string OnConflictUpdate(string keys) => $"ON CONFLICT({keys}) DO UPDATE SET";

        public override string Inserted(string column) => $"excluded.{column}";
    }

    private sealed class MySql : SqlDialect
    {
        public override string Now => "CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)";

        // The server's own default is 50 seconds, and a connection gets it back when it comes from the pool.
        public override string Patience => "SET SESSION innodb_lock_wait_timeout = 5; ";

        public override string ForUpdate => " FOR UPDATE";

        // Row values would be compared row by row; this is a few ranges of the key.
        public override string Compare(IReadOnlyList<string> columns, IReadOnlyList<string> values, string comparison)
        {
            var ranges = Enumerable.Range(0, columns.Count).Select(last => string.Join(
                " AND ",
                Enumerable.Range(0, last + 1).Select(i => $"{columns[i]} {(i < last ? "=" : i == columns.Count - 1 ? comparison : comparison[..1])} {values[i]}")));
            return $"(({string.Join(") OR (", ranges)}))";
        }

        // MariaDB knows no FOR SHARE; MySQL knows both.
        public override string ForShare => " LOCK IN SHARE MODE";

        public override string ByKey => " FORCE INDEX (PRIMARY)";

        public override string ByIndex(string index) => $" FORCE INDEX ({index})";

        public override string? Explain => "EXPLAIN";

        // Read committed: rows are locked by key on purpose, gap locks would only bring deadlocks.
        public override string Begin => "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION; ";

        public override StringBuilder AppendIn(StringBuilder text, string[] columns, IReadOnlyList<long> values)
        {
            text.Append('(').AppendJoin(", ", columns).Append(") IN (");
            for (var i = 0; i < values.Count; i++)
            {
                var (key, column) = Math.DivRem(i, columns.Length);
                text.Append(column > 0 ? "," : key > 0 ? "),(" : "(");
                text.Append(CultureInfo.InvariantCulture, $"{values[i]}");
            }

            return text.Append("))");
        }

        public override string InsertOrIgnore => "INSERT IGNORE INTO";

        public override string Greatest(string one, string other) => $"GREATEST({one}, {other})";

        public override string Joined(params IReadOnlyList<string> values) => $"CONCAT({string.Join(", ", values)})";

        public override string OnConflictUpdate(string keys) => "ON DUPLICATE KEY UPDATE";

        public override string Inserted(string column) => $"VALUES({column})";
    }
}
