using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A search for an audit.</summary>
[JsonConverter(typeof(IdJsonConverter<AuditSearchId>))]
public readonly record struct AuditSearchId(long Value) : IId<AuditSearchId>
{
    /// <inheritdoc />
    public static AuditSearchId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(AuditSearchId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static AuditSearchId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<AuditSearchId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AuditSearchId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(AuditSearchId left, AuditSearchId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(AuditSearchId left, AuditSearchId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(AuditSearchId left, AuditSearchId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(AuditSearchId left, AuditSearchId right) => left.Value >= right.Value;
}
