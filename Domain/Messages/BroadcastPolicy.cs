namespace Collab.Domain.Messages;

/// <summary>Who may call everybody in places of more than <see cref="BroadcastRules.LargePlace"/> people; stored by number, so numbers never change.</summary>
public enum BroadcastPolicy
{
    /// <summary>Managers of the place, and admins.</summary>
    Managers = 0,

    /// <summary>Whoever may post there.</summary>
    Everyone = 1,

    /// <summary>Nobody.</summary>
    Nobody = 2,
}
