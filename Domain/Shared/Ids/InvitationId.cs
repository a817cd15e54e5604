using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Collab.Domain.Shared.Ids;

/// <summary>An invitation to the organization.</summary>
[JsonConverter(typeof(IdJsonConverter<InvitationId>))]
public readonly record struct InvitationId(long Value) : IId<InvitationId>
{
    /// <inheritdoc />
    public static InvitationId From(long value) => new(value);

    /// <inheritdoc />
    public int CompareTo(InvitationId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public static InvitationId Parse(string s, IFormatProvider? provider = null) => IdText.Parse<InvitationId>(s);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out InvitationId result) => IdText.TryParse(s, out result);

    /// <summary>The decimal form that JSON and addresses carry.</summary>
    public override string ToString() => IdText.Format(Value);

    /// <summary>Order of creation.</summary>
    public static bool operator <(InvitationId left, InvitationId right) => left.Value < right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >(InvitationId left, InvitationId right) => left.Value > right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator <=(InvitationId left, InvitationId right) => left.Value <= right.Value;

    /// <summary>Order of creation.</summary>
    public static bool operator >=(InvitationId left, InvitationId right) => left.Value >= right.Value;
}
