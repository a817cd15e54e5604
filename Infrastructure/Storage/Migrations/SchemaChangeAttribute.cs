namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>
/// What a migration means for nodes of older versions. A migration that does not say is taken for one that they cannot
/// stand.
/// </summary>
/// <param name="oldestCode">The newest schema known to the oldest code that still works on the result.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SchemaChangeAttribute(long oldestCode) : Attribute
{
    /// <summary>The newest schema known to the oldest code that still works on the result.</summary>
    public long OldestCode => oldestCode;

    /// <summary>True for a migration that takes something away. It runs only when an operator says so.</summary>
    public bool Contracts { get; init; }
}
