namespace Collab.Domain.Receipts;

/// <summary>The lists of a message's receipts. Whoever was in when it was posted and still is stands on exactly one of the first three, and of the last two; its author on none.</summary>
public enum ReceiptSide
{
    /// <summary>Those who have read up to it or further.</summary>
    Read,

    /// <summary>Those who have not.</summary>
    NotRead,

    /// <summary>Those who do not share how far they have read; nobody where the policy allows no opting out.</summary>
    NotShared,

    /// <summary>Of a message that asks for it: those who have confirmed.</summary>
    Confirmed,

    /// <summary>Of a message that asks for it: those who have not.</summary>
    NotConfirmed,
}
