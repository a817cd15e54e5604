using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A signed-in browser.</summary>
[JsonConverter(typeof(IdJsonConverter<SessionId>))]
public readonly record struct SessionId(long Value) : IId<SessionId>
{
    /// <inheritdoc />
    public static SessionId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(SessionId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static SessionId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<SessionId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(SessionId left, SessionId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(SessionId left, SessionId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(SessionId left, SessionId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(SessionId left, SessionId right) => left.Value >= right.Value;
}
