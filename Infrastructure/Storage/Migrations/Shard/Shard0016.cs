using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>What people have deleted for themselves.</summary>
[Migration(16, "Shard: messages that people have hidden from themselves.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0016 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("seat").Column("cleared_seq").Exists())
            Alter.Table("seat").AddColumn("cleared_seq").AsInt64().NotNullable().WithDefaultValue(0);
        if (!Schema.Table("seat").Column("cleared_at").Exists())
            Alter.Table("seat").AddColumn("cleared_at").AsInt64().Nullable();
        if (!Schema.Table("hidden_message").Exists())
        {
            Create.Table("hidden_message")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("stream_id").AsInt64().PrimaryKey()
                .WithColumn("user_id").AsInt64().PrimaryKey()
                .WithColumn("seq").AsInt64().PrimaryKey()
                .WithColumn("message_id").AsInt64().NotNullable()
                .WithColumn("is_own").AsBoolean().NotNullable()
                .WithColumn("hidden_at").AsInt64().NotNullable();
        }

        if (!Schema.Table("hidden_message").Index("ix_hidden_message_user").Exists())
        {
            Create.Index("ix_hidden_message_user").OnTable("hidden_message")
                .OnColumn("user_id").Ascending().OnColumn("hidden_at").Ascending().OnColumn("message_id").Ascending();
        }
    }
}
