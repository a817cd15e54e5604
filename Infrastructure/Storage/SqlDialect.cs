using System.Globalization;
using System.Text;
using Collab.Domain.Shared.Storage;

namespace Collab.Infrastructure.Storage;

/// <summary>The few places where the two dialects need different words.</summary>
internal abstract class SqlDialect
{
    /// <summary>
    /// Before a SELECT that locks, in the same command: for how long this transaction waits for a lock, which is less than
    /// a command may take. Who waited in vain gives its own locks back and begins again.
    /// </summary>
    public abstract string Patience { get; }

    /// <summary>Appended to a SELECT: the rows stay locked until commit.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>After a table's name: find several rows one by one by their key. A scan of a small table would wait for rows that others have locked.</summary>
    public abstract string ByKey { get; }

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

    /// <summary>The part after VALUES that turns an insert into an update when the key exists.</summary>
    public abstract string OnConflictUpdate(string keys);

    /// <summary>The value that the insert would have written, inside <see cref="OnConflictUpdate"/>.</summary>
    public abstract string Inserted(string column);

    /// <summary>The value that stands in the table, inside <see cref="OnConflictUpdate"/>.</summary>
    public static string Stored(string table, string column) => $"{table}.{column}";

    public static SqlDialect For(DatabaseDialect dialect) => dialect == DatabaseDialect.Sqlite ? new Sqlite() : new MySql();

    private sealed class Sqlite : SqlDialect
    {
        public override string Patience => "";

        public override string ForUpdate => "";

        public override string ByKey => "";

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

        public override string OnConflictUpdate(string keys) => $"ON CONFLICT({keys}) DO UPDATE SET";

        public override string Inserted(string column) => $"excluded.{column}";
    }

    private sealed class MySql : SqlDialect
    {
        // The server's own default is 50 seconds, and a connection gets it back when it comes from the pool.
        public override string Patience => "SET SESSION innodb_lock_wait_timeout = 5; ";

        public override string ForUpdate => " FOR UPDATE";

        public override string ByKey => " FORCE INDEX (PRIMARY)";

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

        public override string OnConflictUpdate(string keys) => "ON DUPLICATE KEY UPDATE";

        public override string Inserted(string column) => $"VALUES({column})";
    }
}
