namespace Collab.Domain.Receipts;

/// <summary>How a person is treated in lists and counts of readers; stored by number, so numbers never change.</summary>
public enum ReceiptStanding
{
    /// <summary>Others see how far she has read, as far as the policy allows.</summary>
    Shares = 0,

    /// <summary>She keeps it to herself, which counts only where the policy allows that.</summary>
    OptedOut = 1,

    /// <summary>She was deactivated, and is in no list.</summary>
    Deactivated = 2,
}
