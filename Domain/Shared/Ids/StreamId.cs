using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A stream: channel, direct chat, group chat or thread. Its low ten bits are its bucket.</summary>
[JsonConverter(typeof(IdJsonConverter<StreamId>))]
public readonly record struct StreamId(long Value) : IId<StreamId>
{

    /// <summary>The bucket that everything of this id lives in.</summary>
    public Bucket Bucket => Bucket.Of(Value);
    /// <inheritdoc />
    public static StreamId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(StreamId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static StreamId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<StreamId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out StreamId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(StreamId left, StreamId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(StreamId left, StreamId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(StreamId left, StreamId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(StreamId left, StreamId right) => left.Value >= right.Value;
}
