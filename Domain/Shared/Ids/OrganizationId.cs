using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>The organization that an installation serves.</summary>
[JsonConverter(typeof(IdJsonConverter<OrganizationId>))]
public readonly record struct OrganizationId(long Value) : IId<OrganizationId>
{
    /// <inheritdoc />
    public static OrganizationId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(OrganizationId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static OrganizationId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<OrganizationId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OrganizationId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(OrganizationId left, OrganizationId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(OrganizationId left, OrganizationId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(OrganizationId left, OrganizationId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(OrganizationId left, OrganizationId right) => left.Value >= right.Value;
}
