namespace Collab.Domain.Shared.Ids;

/// <summary>One of the 1,024 fixed parts that all sharded data is cut into (design §4): the low ten bits of a stream or user id.</summary>
public readonly record struct Bucket(short Value) : IComparable<Bucket>
{
    /// <summary>How many buckets there are; fixed for the life of an installation.</summary>
    public const int Count = 1024;

    /// <summary>The bucket of an id.</summary>
    public static Bucket Of(long id) => new((short)(id & (Count - 1)));

    /// <inheritdoc />
    public int CompareTo(Bucket other) => Value.CompareTo(other.Value);

    /// <summary>The number of the bucket.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of numbers.</summary>
    public static bool operator <(Bucket left, Bucket right) => left.Value < right.Value;

    /// <summary>Order of numbers.</summary>
    public static bool operator >(Bucket left, Bucket right) => left.Value > right.Value;

    /// <summary>Order of numbers.</summary>
    public static bool operator <=(Bucket left, Bucket right) => left.Value <= right.Value;

    /// <summary>Order of numbers.</summary>
    public static bool operator >=(Bucket left, Bucket right) => left.Value >= right.Value;
}
