using Collab.Domain.Receipts;
using Collab.Domain.Shared.Events;
using Collab.Domain.Streams;

namespace Collab.Web.Realtime;

/// <summary>
/// What the organization lets the person before the page see of receipts. It decides what is offered; whether an act is
/// allowed is decided by the act. One per circuit.
/// </summary>
public sealed class ReceiptSight
{
    /// <summary>The organization has decided otherwise.</summary>
    public event Action? Changed;

    /// <summary>The policy; off until it is known.</summary>
    public ReceiptPolicy Policy { get; private set; } = ReceiptPolicy.Default with { Audience = ReceiptAudience.Off };

    /// <summary>Takes what is in force.</summary>
    public void Load(ReceiptPolicy policy)
    {
        if (Policy == policy)
            return;
        Policy = policy;
        Changed?.Invoke();
    }

    /// <summary>Takes what the circuit received.</summary>
    public void Apply(Notice notice)
    {
        if (notice is ReceiptPolicySignal decided)
            Load(decided.Policy);
    }

    /// <summary>Of which messages of a place she may see who has read them.</summary>
    public ReceiptScope Of(PlaceAccess? place) =>
        place is null || !Policy.IsOn || !IsIn(place) ? ReceiptScope.None
        : Policy.Audience == ReceiptAudience.Everyone || place.Rights.HasFlag(Rights.Manage) ? ReceiptScope.All
        : ReceiptScope.Own;

    private static bool IsIn(PlaceAccess place) =>
        place.Place is not null || place.Rights.HasFlag(Rights.Manage) || (place.Head.Kind == StreamKind.Thread && place.Rights.HasFlag(Rights.Respond));
}

/// <summary>Of which messages one may see who has read them.</summary>
public enum ReceiptScope
{
    /// <summary>Of none: nothing tells that there are receipts.</summary>
    None,

    /// <summary>Of one's own.</summary>
    Own,

    /// <summary>Of all.</summary>
    All,
}
