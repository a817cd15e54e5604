using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A legal hold.</summary>
[JsonConverter(typeof(IdJsonConverter<HoldId>))]
public readonly record struct HoldId(long Value) : IId<HoldId>
{
    /// <inheritdoc />
    public static HoldId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(HoldId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static HoldId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<HoldId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out HoldId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(HoldId left, HoldId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(HoldId left, HoldId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(HoldId left, HoldId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(HoldId left, HoldId right) => left.Value >= right.Value;
}
