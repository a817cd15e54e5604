using FluentMigrator.Expressions;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Generators.MySql;
using FluentMigrator.Runner.Initialization;
using FluentMigrator.Runner.Processors;
using FluentMigrator.Runner.Processors.MySql;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>
/// Leaves out what has been done already. MySQL and MariaDB commit each change of a schema by itself, so a migration
/// whose process died has been done in part; run again, it goes on where it was. (SQLite takes a whole migration back.)
/// </summary>
internal sealed class ResumingMySqlProcessor(
    MySqlDbFactory factory, MySql8Generator generator, ILogger<MySql8Processor> logger, IOptionsSnapshot<ProcessorOptions> options, IConnectionStringAccessor connection)
    : MySql8Processor(factory, generator, logger, options, connection)
{
    public override void Process(CreateTableExpression expression)
    {
        if (!TableExists(expression.SchemaName, expression.TableName))
            base.Process(expression);
    }

    public override void Process(CreateColumnExpression expression)
    {
        if (!ColumnExists(expression.SchemaName, expression.TableName, expression.Column.Name))
            base.Process(expression);
    }

    public override void Process(CreateIndexExpression expression)
    {
        if (!IndexExists(expression.Index.SchemaName, expression.Index.TableName, expression.Index.Name))
            base.Process(expression);
    }

    public override void Process(DeleteTableExpression expression)
    {
        if (TableExists(expression.SchemaName, expression.TableName))
            base.Process(expression);
    }

    public override void Process(DeleteColumnExpression expression)
    {
        // One by one: each is a statement of its own.
        foreach (var column in expression.ColumnNames.Where(c => ColumnExists(expression.SchemaName, expression.TableName, c)).ToArray())
            base.Process(new DeleteColumnExpression { SchemaName = expression.SchemaName, TableName = expression.TableName, ColumnNames = { column } });
    }

    public override void Process(DeleteIndexExpression expression)
    {
        if (IndexExists(expression.Index.SchemaName, expression.Index.TableName, expression.Index.Name))
            base.Process(expression);
    }

    public override void Process(RenameTableExpression expression)
    {
        if (TableExists(expression.SchemaName, expression.OldName))
            base.Process(expression);
    }

    public override void Process(RenameColumnExpression expression)
    {
        if (ColumnExists(expression.SchemaName, expression.TableName, expression.OldName))
            base.Process(expression);
    }
}
