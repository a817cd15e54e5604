using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>The nodes that run, and what each says of itself.</summary>
[Migration(5, "Directory: registry of nodes.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0005 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (Schema.Table("node").Exists())
            return;
        Create.Table("node")
            .WithColumn("node_id").AsString(32).PrimaryKey()
            .WithColumn("name").AsString(100).NotNullable()
            .WithColumn("address").AsString(200).NotNullable()
            .WithColumn("version").AsString(64).NotNullable()
            .WithColumn("directory_schema").AsInt64().NotNullable()
            .WithColumn("shard_schema").AsInt64().NotNullable()
            .WithColumn("started_at").AsInt64().NotNullable()
            .WithColumn("heartbeat_at").AsInt64().NotNullable()
            .WithColumn("state").AsInt32().NotNullable()
            .WithColumn("drain_asked").AsBoolean().NotNullable()
            .WithColumn("circuits").AsInt32().NotNullable()
            .WithColumn("hub_clients").AsInt32().NotNullable()
            .WithColumn("map_version").AsInt64().NotNullable()
            .WithColumn("troubles").AsString(1000).NotNullable();
    }
}
