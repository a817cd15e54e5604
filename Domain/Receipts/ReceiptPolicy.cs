namespace Collab.Domain.Receipts;

/// <summary>What an organization has decided about read receipts.</summary>
/// <param name="Audience">Who may see who has read.</param>
/// <param name="AllowsOptOut">People may keep to themselves how far they have read.</param>
public sealed record ReceiptPolicy(ReceiptAudience Audience, bool AllowsOptOut)
{
    /// <summary>What holds until somebody decides.</summary>
    public static readonly ReceiptPolicy Default = new(ReceiptAudience.Everyone, false);

    /// <summary>When each message was read is kept of what was posted since then; null where it is not kept.</summary>
    public DateTimeOffset? TimesSince { get; init; }

    /// <summary>True when it is kept by whom each message was read when.</summary>
    public bool KeepsTimes => TimesSince is not null;

    /// <summary>False when nobody may see anything.</summary>
    public bool IsOn => Audience != ReceiptAudience.Off;
}
