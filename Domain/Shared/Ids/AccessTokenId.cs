using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A personal access token.</summary>
[JsonConverter(typeof(IdJsonConverter<AccessTokenId>))]
public readonly record struct AccessTokenId(long Value) : IId<AccessTokenId>
{
    /// <inheritdoc />
    public static AccessTokenId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(AccessTokenId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static AccessTokenId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<AccessTokenId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AccessTokenId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(AccessTokenId left, AccessTokenId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(AccessTokenId left, AccessTokenId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(AccessTokenId left, AccessTokenId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(AccessTokenId left, AccessTokenId right) => left.Value >= right.Value;
}
