namespace Collab.Domain.Receipts;

/// <summary>In which order readers are listed.</summary>
public enum ReceiptSort
{
    /// <summary>By name.</summary>
    Name,

    /// <summary>Those who read last come first. Of those who have not read, or do not share it, no time is told: they come by name.</summary>
    Time,
}
