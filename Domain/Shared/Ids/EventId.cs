using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A domain event in an outbox, ordered by time.</summary>
[JsonConverter(typeof(IdJsonConverter<EventId>))]
public readonly record struct EventId(long Value) : IId<EventId>
{
    /// <inheritdoc />
    public static EventId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(EventId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static EventId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<EventId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EventId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(EventId left, EventId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(EventId left, EventId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(EventId left, EventId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(EventId left, EventId right) => left.Value >= right.Value;
}
