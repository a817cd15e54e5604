using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>Counts the names of a channel.</summary>
[Migration(3, "Directory: versions of channels' names.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 3)]
public sealed class Directory0003 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("channel").Column("name_version").Exists())
            Alter.Table("channel").AddColumn("name_version").AsInt64().NotNullable().WithDefaultValue(0);
    }
}
