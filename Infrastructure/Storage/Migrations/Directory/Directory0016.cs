using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>When auditors may see what a person sees, and why; and whether a second person has to let them.</summary>
[Migration(16, "Directory: roaming views for audits.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0016 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("organization").Column("roaming_needs_two").Exists())
            Alter.Table("organization").AddColumn("roaming_needs_two").AsBoolean().NotNullable().WithDefaultValue(false);
        if (!Schema.Table("roaming").Exists())
        {
            Create.Table("roaming")
                .WithColumn("roaming_id").AsInt64().PrimaryKey()
                .WithColumn("organization_id").AsInt64().NotNullable()
                .WithColumn("auditor_id").AsInt64().NotNullable()
                .WithColumn("person_id").AsInt64().NotNullable()
                .WithColumn("reason").AsString(500).NotNullable()
                .WithColumn("matter").AsString(100).NotNullable()
                .WithColumn("hours").AsInt32().NotNullable()
                .WithColumn("requested_at").AsInt64().NotNullable()
                .WithColumn("decided_by").AsInt64().Nullable()
                .WithColumn("opened_at").AsInt64().Nullable()
                .WithColumn("ends_at").AsInt64().Nullable()
                .WithColumn("pages").AsInt32().NotNullable();
        }

        if (!Schema.Table("roaming").Index("ix_roaming_organization").Exists())
            Create.Index("ix_roaming_organization").OnTable("roaming").OnColumn("organization_id").Ascending().OnColumn("roaming_id").Descending();
    }
}
