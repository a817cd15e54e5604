using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A group of people that a message can call by one handle.</summary>
[JsonConverter(typeof(IdJsonConverter<UserGroupId>))]
public readonly record struct UserGroupId(long Value) : IId<UserGroupId>
{
    /// <inheritdoc />
    public static UserGroupId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(UserGroupId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static UserGroupId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<UserGroupId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UserGroupId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(UserGroupId left, UserGroupId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(UserGroupId left, UserGroupId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(UserGroupId left, UserGroupId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(UserGroupId left, UserGroupId right) => left.Value >= right.Value;
}
