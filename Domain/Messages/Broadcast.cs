namespace Collab.Domain.Messages;

/// <summary>Whether a message calls everybody; stored by number, so numbers never change.</summary>
public enum Broadcast
{
    /// <summary>It calls only those it names.</summary>
    None = 0,

    /// <summary><c>@here</c>: those who are online.</summary>
    Here = 1,

    /// <summary><c>@channel</c>: every member.</summary>
    Channel = 2,

    /// <summary>It was sent without notifying: whomever it names, it calls nobody.</summary>
    Silent = 3,

    /// <summary>It asks every member to confirm it, and so calls every member.</summary>
    Confirmation = 4,
}
