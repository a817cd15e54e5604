using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>For how long messages can be recalled, and whether managers may remove them: of the organization, and of workspaces that have a policy of their own.</summary>
[Migration(12, "Directory: policy of recall.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0012 : ForwardOnlyMigration
{
    private const int Day = 24 * 60;

    public override void Up()
    {
        if (!Schema.Table("organization").Column("recall_minutes").Exists())
            Alter.Table("organization").AddColumn("recall_minutes").AsInt32().NotNullable().WithDefaultValue(Day);
        if (!Schema.Table("organization").Column("allows_removal").Exists())
            Alter.Table("organization").AddColumn("allows_removal").AsBoolean().NotNullable().WithDefaultValue(false);
        if (!Schema.Table("workspace").Column("recall_minutes").Exists())
            Alter.Table("workspace").AddColumn("recall_minutes").AsInt32().Nullable();
        if (!Schema.Table("workspace").Column("allows_removal").Exists())
            Alter.Table("workspace").AddColumn("allows_removal").AsBoolean().Nullable();
    }
}
