namespace Collab.Domain.People;

/// <summary>What stands on a profile; stored by number, so numbers never change.</summary>
[Flags]
public enum ProfileFields
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The name.</summary>
    DisplayName = 1,

    /// <summary>What she does.</summary>
    Title = 2,

    /// <summary>How others refer to her.</summary>
    Pronouns = 4,

    /// <summary>Where she belongs.</summary>
    Department = 8,

    /// <summary>Where she works.</summary>
    Location = 16,

    /// <summary>The zone she lives by.</summary>
    TimeZone = 32,

    /// <summary>Whom she reports to.</summary>
    Manager = 64,
}
