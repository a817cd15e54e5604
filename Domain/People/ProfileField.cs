namespace Collab.Domain.People;

/// <summary>A field by which the directory is filtered.</summary>
public enum ProfileField
{
    /// <summary>Where people belong.</summary>
    Department,

    /// <summary>Where people work.</summary>
    Location,
}
