using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>What legal holds have kept of messages that are gone.</summary>
[Migration(21, "Shard: what legal holds keep.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0021 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (Schema.Table("held_message").Exists())
            return;
        Create.Table("held_message")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("seq").AsInt64().PrimaryKey()
            .WithColumn("message_id").AsInt64().NotNullable()
            .WithColumn("organization_id").AsInt64().NotNullable()
            .WithColumn("place_id").AsInt64().NotNullable()
            .WithColumn("author_id").AsInt64().NotNullable()
            .WithColumn("posted_at").AsInt64().NotNullable()
            .WithColumn("cause").AsInt16().NotNullable()
            .WithColumn("held_at").AsInt64().NotNullable()
            .WithColumn("revision").AsInt64().NotNullable()
            .WithColumn("bytes").AsInt64().NotNullable()
            .WithColumn("content").AsString(int.MaxValue).NotNullable();
    }
}
