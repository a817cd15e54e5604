using Collab.Infrastructure.Storage.Migrations;
using FluentMigrator;
using FluentMigrator.Expressions;
using FluentMigrator.Infrastructure;
using FluentMigrator.Model;

namespace Collab.Infrastructure.Tests.Storage.Migrations;

/// <summary>What a migration may do that claims that older code can stand it: add, and nothing that asks old code for more.</summary>
internal static class ExpandLaw
{
    /// <summary>What is wrong with the claim, one line each.</summary>
    public static IEnumerable<string> FaultsOf(Migration migration)
    {
        var context = new MigrationContext(new EmptySchema(), null!, null!); // a migration of the house asks for neither
        migration.GetUpExpressions(context);
        var made = context.Expressions.OfType<CreateTableExpression>().Select(e => e.TableName).ToHashSet(StringComparer.Ordinal);
        return context.Expressions.Select(e => FaultOf(e, made)).OfType<string>();
    }

    /// <summary>True when a step claims that code from before it can stand it.</summary>
    public static bool Concerns(SchemaStep step) => step.OldestCode < step.Number && !step.Contracts;

    private static string? FaultOf(IMigrationExpression expression, HashSet<string> made) =>
        expression switch
        {
            CreateTableExpression => null,
            CreateIndexExpression { Index: { IsUnique: true } index } when !made.Contains(index.TableName) => $"{index.Name}: old code may write the same twice",
            CreateIndexExpression => null,
            CreateColumnExpression { Column: { IsNullable: not true, DefaultValue: ColumnDefinition.UndefinedDefaultValue } column } => $"{column.Name}: old code writes no value for it",
            CreateColumnExpression => null,
            AlterTableExpression => null,
            _ => $"{expression.GetType().Name}: more than adding",
        };

    private sealed class EmptySchema : IQuerySchema
    {
        public string DatabaseType => "none";

        public IList<string> DatabaseTypeAliases => [];

        public bool SchemaExists(string schemaName) => false;

        public bool TableExists(string schemaName, string tableName) => false;

        public bool ColumnExists(string schemaName, string tableName, string columnName) => false;

        public bool ConstraintExists(string schemaName, string tableName, string constraintName) => false;

        public bool IndexExists(string schemaName, string tableName, string indexName) => false;

        public bool SequenceExists(string schemaName, string sequenceName) => false;

        public bool DefaultValueExists(string schemaName, string tableName, string columnName, object defaultValue) => false;
    }
}
