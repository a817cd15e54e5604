using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>Legal holds, and whether their release needs a second person. Older code runs beside it until the first hold is placed, which raises the floor.</summary>
[Migration(17, "Directory: legal holds.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0017 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("organization").Column("holds_need_two").Exists())
            Alter.Table("organization").AddColumn("holds_need_two").AsBoolean().NotNullable().WithDefaultValue(false);
        if (!Schema.Table("legal_hold").Exists())
        {
            Create.Table("legal_hold")
                .WithColumn("hold_id").AsInt64().PrimaryKey()
                .WithColumn("organization_id").AsInt64().NotNullable()
                .WithColumn("name").AsString(100).NotNullable()
                .WithColumn("reason").AsString(500).NotNullable()
                .WithColumn("everything").AsBoolean().NotNullable()
                .WithColumn("people").AsString(int.MaxValue).Nullable()
                .WithColumn("channels").AsString(int.MaxValue).Nullable()
                .WithColumn("from_at").AsInt64().Nullable()
                .WithColumn("until_at").AsInt64().Nullable()
                .WithColumn("placed_by").AsInt64().NotNullable()
                .WithColumn("placed_at").AsInt64().NotNullable()
                .WithColumn("release_asked_by").AsInt64().Nullable()
                .WithColumn("release_asked_at").AsInt64().Nullable()
                .WithColumn("release_reason").AsString(500).Nullable()
                .WithColumn("released_by").AsInt64().Nullable()
                .WithColumn("released_at").AsInt64().Nullable()
                .WithColumn("is_swept").AsBoolean().NotNullable();
        }

        if (!Schema.Table("legal_hold").Index("ix_legal_hold_organization").Exists())
            Create.Index("ix_legal_hold_organization").OnTable("legal_hold").OnColumn("organization_id").Ascending().OnColumn("hold_id").Descending();
    }
}
