namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>One migration as this code knows it.</summary>
/// <param name="Number">Its number, unique among those of its kind of database.</param>
/// <param name="Description">What it does, for people.</param>
/// <param name="OldestCode">The newest schema known to the oldest code that still works on the result.</param>
/// <param name="Contracts">True when it takes something away.</param>
public sealed record SchemaStep(long Number, string Description, long OldestCode, bool Contracts);
