using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>Since when the organization keeps when people read; null where it does not.</summary>
[Migration(11, "Directory: times of reading.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0011 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("organization").Column("receipts_times_since").Exists())
            Alter.Table("organization").AddColumn("receipts_times_since").AsInt64().Nullable();
    }
}
