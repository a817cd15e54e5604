using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>An entry of the audit log.</summary>
[JsonConverter(typeof(IdJsonConverter<AuditEntryId>))]
public readonly record struct AuditEntryId(long Value) : IId<AuditEntryId>
{
    /// <inheritdoc />
    public static AuditEntryId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(AuditEntryId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static AuditEntryId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<AuditEntryId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AuditEntryId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(AuditEntryId left, AuditEntryId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(AuditEntryId left, AuditEntryId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(AuditEntryId left, AuditEntryId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(AuditEntryId left, AuditEntryId right) => left.Value >= right.Value;
}
