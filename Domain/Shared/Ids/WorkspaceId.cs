using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>A workspace of an organization.</summary>
[JsonConverter(typeof(IdJsonConverter<WorkspaceId>))]
public readonly record struct WorkspaceId(long Value) : IId<WorkspaceId>
{
    /// <inheritdoc />
    public static WorkspaceId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(WorkspaceId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static WorkspaceId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<WorkspaceId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WorkspaceId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(WorkspaceId left, WorkspaceId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(WorkspaceId left, WorkspaceId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(WorkspaceId left, WorkspaceId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(WorkspaceId left, WorkspaceId right) => left.Value >= right.Value;
}
