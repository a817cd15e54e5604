using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A time in which an auditor may see what a person sees.</summary>
[JsonConverter(typeof(IdJsonConverter<RoamingId>))]
public readonly record struct RoamingId(long Value) : IId<RoamingId>
{
    /// <inheritdoc />
    public static RoamingId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(RoamingId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static RoamingId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<RoamingId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RoamingId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(RoamingId left, RoamingId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(RoamingId left, RoamingId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(RoamingId left, RoamingId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(RoamingId left, RoamingId right) => left.Value >= right.Value;
}
