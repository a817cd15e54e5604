using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>For how long messages can be edited, and whether their earlier texts are shown: of the organization, and of workspaces that have a policy of their own.</summary>
[Migration(13, "Directory: policy of edits.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0013 : ForwardOnlyMigration
{
    private const int Endless = -1;

    public override void Up()
    {
        if (!Schema.Table("organization").Column("edit_minutes").Exists())
            Alter.Table("organization").AddColumn("edit_minutes").AsInt32().NotNullable().WithDefaultValue(Endless);
        if (!Schema.Table("organization").Column("shows_edits").Exists())
            Alter.Table("organization").AddColumn("shows_edits").AsBoolean().NotNullable().WithDefaultValue(true);
        if (!Schema.Table("workspace").Column("edit_minutes").Exists())
            Alter.Table("workspace").AddColumn("edit_minutes").AsInt32().Nullable();
        if (!Schema.Table("workspace").Column("shows_edits").Exists())
            Alter.Table("workspace").AddColumn("shows_edits").AsBoolean().Nullable();
    }
}
