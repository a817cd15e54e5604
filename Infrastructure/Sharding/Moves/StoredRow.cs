using System.Globalization;

namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>A row as the database has it, column by column.</summary>
internal sealed record StoredRow(IReadOnlyList<string> Columns, IReadOnlyList<object?> Values, IReadOnlyList<object?> Key)
{
    /// <summary>The key as one text, to find the same row elsewhere.</summary>
    public string Name => string.Join('\0', Key.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    /// <summary>About how many characters it adds to a command.</summary>
    public long Size => Values.Sum(value => value is string text ? text.Length + 8L : 24L);

    /// <summary>The same columns with the same values; in the order of the columns that this one has.</summary>
    public bool IsSameAs(StoredRow other)
    {
        if (Columns.Count != other.Columns.Count)
            return false;
        for (var i = 0; i < Columns.Count; i++)
        {
            // Databases that were migrated at different times may have their columns in different order.
            var there = other.Columns[i] == Columns[i] ? i : IndexOf(other.Columns, Columns[i]);
            if (there < 0 || !Equals(Values[i], other.Values[there]))
                return false;
        }

        return true;
    }

    private static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i] == name)
                return i;
        }

        return -1;
    }
}
