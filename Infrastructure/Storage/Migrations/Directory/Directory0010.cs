using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>When auditors may search everything, and why.</summary>
[Migration(10, "Directory: searches for audits.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0010 : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("audit_search")
            .WithColumn("search_id").AsInt64().PrimaryKey()
            .WithColumn("organization_id").AsInt64().NotNullable()
            .WithColumn("auditor_id").AsInt64().NotNullable()
            .WithColumn("reason").AsString(500).NotNullable()
            .WithColumn("matter").AsString(100).NotNullable()
            .WithColumn("opened_at").AsInt64().NotNullable()
            .WithColumn("ends_at").AsInt64().NotNullable()
            .WithColumn("searches").AsInt32().NotNullable();
        Create.Index("ix_audit_search_organization").OnTable("audit_search").OnColumn("organization_id").Ascending().OnColumn("search_id").Descending();
    }
}
