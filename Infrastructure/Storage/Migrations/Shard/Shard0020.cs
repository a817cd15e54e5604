using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>People's devices and how far each has caught up.</summary>
[Migration(20, "Shard: devices and how far they have caught up.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0020 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("device").Exists())
        {
            Create.Table("device")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("user_id").AsInt64().PrimaryKey()
                .WithColumn("device_id").AsInt64().PrimaryKey()
                .WithColumn("name").AsString(100).NotNullable()
                .WithColumn("made_at").AsInt64().NotNullable()
                .WithColumn("seen_at").AsInt64().NotNullable();
        }

        if (!Schema.Table("device_state").Exists())
        {
            Create.Table("device_state")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("user_id").AsInt64().PrimaryKey()
                .WithColumn("device_id").AsInt64().PrimaryKey()
                .WithColumn("number").AsInt64().PrimaryKey()
                .WithColumn("state").AsString(int.MaxValue).NotNullable();
        }
    }
}
