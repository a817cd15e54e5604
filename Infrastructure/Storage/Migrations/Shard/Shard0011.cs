using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>What people have searched for. A query is found by its digest: texts of that length make no key.</summary>
[Migration(11, "Shard: searches that people made and keep.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0011 : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Table("remembered_search")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("workspace_id").AsInt64().PrimaryKey()
            .WithColumn("digest").AsString(32).PrimaryKey()
            .WithColumn("query").AsString(500).NotNullable()
            .WithColumn("name").AsString(80).Nullable()
            .WithColumn("used_at").AsInt64().NotNullable();
}
