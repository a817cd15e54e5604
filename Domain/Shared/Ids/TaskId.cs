using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A step that must still happen elsewhere.</summary>
[JsonConverter(typeof(IdJsonConverter<TaskId>))]
public readonly record struct TaskId(long Value) : IId<TaskId>
{
    /// <inheritdoc />
    public static TaskId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(TaskId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static TaskId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<TaskId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TaskId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(TaskId left, TaskId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(TaskId left, TaskId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(TaskId left, TaskId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(TaskId left, TaskId right) => left.Value >= right.Value;
}
