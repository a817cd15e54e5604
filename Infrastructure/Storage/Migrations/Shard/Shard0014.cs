using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>What is pinned to places, and what people keep for later.</summary>
[Migration(14, "Shard: pins and saved messages.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0014 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("message").Column("pin").Exists())
            Alter.Table("message").AddColumn("pin").AsString(100).Nullable();
        if (!Schema.Table("stream").Column("pin_count").Exists())
            Alter.Table("stream").AddColumn("pin_count").AsInt32().NotNullable().WithDefaultValue(0);
        if (!Schema.Table("pin").Exists())
        {
            Create.Table("pin")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("stream_id").AsInt64().PrimaryKey()
                .WithColumn("seq").AsInt64().PrimaryKey()
                .WithColumn("pinned_at").AsInt64().NotNullable();
        }

        if (!Schema.Table("saved_message").Exists())
        {
            Create.Table("saved_message")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("user_id").AsInt64().PrimaryKey()
                .WithColumn("stream_id").AsInt64().PrimaryKey()
                .WithColumn("seq").AsInt64().PrimaryKey()
                .WithColumn("message_id").AsInt64().NotNullable()
                .WithColumn("state").AsInt16().NotNullable()
                .WithColumn("changed_at").AsInt64().NotNullable();
        }

        if (!Schema.Table("saved_message").Index("ix_saved_message_changed").Exists())
        {
            Create.Index("ix_saved_message_changed").OnTable("saved_message")
                .OnColumn("bucket").Ascending().OnColumn("user_id").Ascending().OnColumn("state").Ascending().OnColumn("changed_at").Ascending().OnColumn("message_id").Ascending();
        }
    }
}
