namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>A migration that begins.</summary>
/// <param name="Database">The database's name.</param>
/// <param name="Step">The migration.</param>
/// <param name="Number">Which one of those that are to be done here, from 1.</param>
/// <param name="Count">How many are to be done here.</param>
public sealed record SchemaProgress(string Database, SchemaStep Step, int Number, int Count);
