using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A word or phrase that somebody wants to be told of.</summary>
[JsonConverter(typeof(IdJsonConverter<KeywordId>))]
public readonly record struct KeywordId(long Value) : IId<KeywordId>
{
    /// <inheritdoc />
    public static KeywordId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(KeywordId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static KeywordId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<KeywordId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out KeywordId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(KeywordId left, KeywordId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(KeywordId left, KeywordId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(KeywordId left, KeywordId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(KeywordId left, KeywordId right) => left.Value >= right.Value;
}
