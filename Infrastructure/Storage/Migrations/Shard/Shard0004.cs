using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>Says of each bucket whether it may be written here, so that it can move while people write.</summary>
[Migration(4, "Shard: homes of buckets.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Shard0004 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("bucket_home").Exists())
        {
            Create.Table("bucket_home")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("state").AsInt16().NotNullable()
                .WithColumn("epoch").AsInt64().NotNullable();
        }

        if (!Schema.Table("shard_identity").Column("is_homed").Exists())
            Alter.Table("shard_identity").AddColumn("is_homed").AsBoolean().NotNullable().WithDefaultValue(false);
    }
}
