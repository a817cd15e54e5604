using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A machine on which a program keeps a copy for its person, unique over the whole installation and ordered by time.</summary>
[JsonConverter(typeof(IdJsonConverter<DeviceId>))]
public readonly record struct DeviceId(long Value) : IId<DeviceId>
{
    /// <inheritdoc />
    public static DeviceId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(DeviceId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static DeviceId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<DeviceId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DeviceId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(DeviceId left, DeviceId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(DeviceId left, DeviceId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(DeviceId left, DeviceId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(DeviceId left, DeviceId right) => left.Value >= right.Value;
}
