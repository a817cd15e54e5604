using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>Messages that disappear: what places have set, when each message goes, and the queue of those that do.</summary>
[Migration(18, "Shard: messages that disappear after a time.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0018 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("stream").Column("lifetime_seconds").Exists())
            Alter.Table("stream").AddColumn("lifetime_seconds").AsInt32().NotNullable().WithDefaultValue(0);
        if (!Schema.Table("stream").Column("has_expiring").Exists())
            Alter.Table("stream").AddColumn("has_expiring").AsBoolean().NotNullable().WithDefaultValue(false);
        if (!Schema.Table("message").Column("expires_at").Exists())
            Alter.Table("message").AddColumn("expires_at").AsInt64().Nullable();
        if (!Schema.Table("file").Column("expires_at").Exists())
            Alter.Table("file").AddColumn("expires_at").AsInt64().Nullable();
        if (!Schema.Table("expiry").Exists())
        {
            Create.Table("expiry")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("expires_at").AsInt64().PrimaryKey()
                .WithColumn("stream_id").AsInt64().PrimaryKey()
                .WithColumn("seq").AsInt64().PrimaryKey();
        }

        if (!Schema.Table("expiry").Index("ix_expiry_at").Exists())
            Create.Index("ix_expiry_at").OnTable("expiry").OnColumn("expires_at").Ascending();
    }
}
