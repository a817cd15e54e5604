using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A message, unique over the whole installation and ordered by time.</summary>
[JsonConverter(typeof(IdJsonConverter<MessageId>))]
public readonly record struct MessageId(long Value) : IId<MessageId>
{
    /// <inheritdoc />
    public static MessageId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(MessageId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static MessageId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<MessageId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MessageId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(MessageId left, MessageId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(MessageId left, MessageId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(MessageId left, MessageId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(MessageId left, MessageId right) => left.Value >= right.Value;
}
