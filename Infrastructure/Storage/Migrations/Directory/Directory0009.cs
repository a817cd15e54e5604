using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>Who may see who has read: what the organization has decided, and what each person has.</summary>
[Migration(9, "Directory: policy of receipts.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0009 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("organization").Column("receipts").Exists())
            Alter.Table("organization").AddColumn("receipts").AsInt16().NotNullable().WithDefaultValue(0);
        if (!Schema.Table("organization").Column("receipts_opt_out").Exists())
            Alter.Table("organization").AddColumn("receipts_opt_out").AsBoolean().NotNullable().WithDefaultValue(false);
        if (!Schema.Table("person").Column("hides_receipts").Exists())
            Alter.Table("person").AddColumn("hides_receipts").AsBoolean().NotNullable().WithDefaultValue(false);
    }
}
