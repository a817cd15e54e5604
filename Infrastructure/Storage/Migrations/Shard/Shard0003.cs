using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>What people set for all their devices.</summary>
[Migration(3, "Shard: preferences.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 2)]
public sealed class Shard0003 : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Table("preference")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("name").AsString(64).PrimaryKey()
            .WithColumn("value").AsString(200).NotNullable()
            .WithColumn("changed_at").AsInt64().NotNullable();
}
