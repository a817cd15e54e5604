using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A person or bot. Its low ten bits are the bucket of her own things.</summary>
[JsonConverter(typeof(IdJsonConverter<UserId>))]
public readonly record struct UserId(long Value) : IId<UserId>
{

    /// <summary>The bucket that everything of this id lives in.</summary>
    public Bucket Bucket => Bucket.Of(Value);
    /// <inheritdoc />
    public static UserId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(UserId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static UserId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<UserId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UserId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(UserId left, UserId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(UserId left, UserId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(UserId left, UserId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(UserId left, UserId right) => left.Value >= right.Value;
}
