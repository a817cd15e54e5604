using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>The keys that protect forms and pages.</summary>
[Migration(6, "Directory: keys that protect forms and pages.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0006 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (Schema.Table("protection_key").Exists())
            return;
        Create.Table("protection_key")
            .WithColumn("name").AsString(100).PrimaryKey()
            .WithColumn("xml").AsString(int.MaxValue).NotNullable();
    }
}
