namespace Collab.Domain.Shared.Ids;

/// <summary>A 64-bit identifier with its own type, so that a user id can never be passed where a stream id is meant.</summary>
public interface IId<TSelf> : IComparable<TSelf>, IParsable<TSelf>
    where TSelf : struct, IId<TSelf>
{
    /// <summary>The raw 64 bits, always positive. Written as a decimal string in JSON: JavaScript loses digits above 2^53.</summary>
    long Value { get; }

    /// <summary>Wraps a raw value that comes from storage.</summary>
    static abstract TSelf From(long value);
}
