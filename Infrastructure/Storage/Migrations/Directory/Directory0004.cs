using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>Moves of buckets between shards, and which map each node goes by.</summary>
[Migration(4, "Directory: moves of buckets, nodes' shard maps.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0004 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("bucket_move").Exists())
        {
            Create.Table("bucket_move")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("source_id").AsInt32().NotNullable()
                .WithColumn("target_id").AsInt32().NotNullable()
                .WithColumn("step").AsInt16().NotNullable()
                .WithColumn("epoch").AsInt64().NotNullable()
                .WithColumn("map_version").AsInt64().NotNullable()
                .WithColumn("is_unwanted").AsBoolean().NotNullable()
                .WithColumn("holder").AsString(64).NotNullable()
                .WithColumn("held_until").AsInt64().NotNullable()
                .WithColumn("started_at").AsInt64().NotNullable()
                .WithColumn("changed_at").AsInt64().NotNullable()
                .WithColumn("copied").AsInt64().NotNullable()
                .WithColumn("total").AsInt64().NotNullable()
                .WithColumn("fenced_for").AsInt64().NotNullable()
                .WithColumn("error").AsString(500).Nullable();
        }

        if (!Schema.Table("node_lease").Column("map_version").Exists())
            Alter.Table("node_lease").AddColumn("map_version").AsInt64().Nullable();
        if (!Schema.Table("node_lease").Column("shards").Exists())
            Alter.Table("node_lease").AddColumn("shards").AsString(1000).Nullable();
    }
}
