using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A file that was sent somewhere, unique over the whole installation and ordered by time.</summary>
[JsonConverter(typeof(IdJsonConverter<FileId>))]
public readonly record struct FileId(long Value) : IId<FileId>
{
    /// <inheritdoc />
    public static FileId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(FileId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static FileId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<FileId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FileId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(FileId left, FileId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(FileId left, FileId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(FileId left, FileId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(FileId left, FileId right) => left.Value >= right.Value;
}
