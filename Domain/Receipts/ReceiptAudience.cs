namespace Collab.Domain.Receipts;

/// <summary>Who may see who has read; stored by number, so numbers never change.</summary>
public enum ReceiptAudience
{
    /// <summary>Everybody in the place.</summary>
    Everyone = 0,

    /// <summary>A message's author, and those who manage the place.</summary>
    AuthorAndManagers = 1,

    /// <summary>Nobody: no route tells of it.</summary>
    Off = 2,
}
