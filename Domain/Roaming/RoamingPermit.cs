using Collab.Domain.Shared;

namespace Collab.Domain.Roaming;

/// <summary>Proof that an auditor looks at a person's places with a reason, within the time that she was given, and that this look stands in the audit log. Only <see cref="RoamingAccess"/> makes one.</summary>
public sealed class RoamingPermit
{
    internal RoamingPermit(Actor actor, RoamingView view) => (Actor, View) = (actor, view);

    /// <summary>The auditor.</summary>
    public Actor Actor { get; }

    /// <summary>Whose places, why and for how long.</summary>
    public RoamingView View { get; }
}
