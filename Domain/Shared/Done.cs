namespace Collab.Domain.Shared;

/// <summary>The value of an act that returns nothing but its success.</summary>
public readonly record struct Done
{
    /// <summary>It is done.</summary>
    public static Done Value => default;
}
