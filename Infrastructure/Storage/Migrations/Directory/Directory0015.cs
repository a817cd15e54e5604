using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>Where messages may be set to disappear, and after how long at the earliest.</summary>
[Migration(15, "Directory: where messages may be set to disappear.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0015 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("organization").Column("expiry_scope").Exists())
            Alter.Table("organization").AddColumn("expiry_scope").AsInt16().NotNullable().WithDefaultValue(0);
        if (!Schema.Table("organization").Column("expiry_shortest").Exists())
            Alter.Table("organization").AddColumn("expiry_shortest").AsInt32().NotNullable().WithDefaultValue(60);
    }
}
