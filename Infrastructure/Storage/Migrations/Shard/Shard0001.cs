using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>
/// The first shard. Every table's key starts with the bucket, so that a bucket is one contiguous range to copy or drop,
/// and no table refers to another by a foreign key, so that the same schema runs on Vitess and TiDB.
/// </summary>
[Migration(1, "Shard: streams, seats, messages, outbox.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 1)]
public sealed class Shard0001 : ForwardOnlyMigration
{
    public override void Up()
    {
        Streams();
        Messages();
        Calls();
        Outbox();
    }

    private void Streams()
    {
        Create.Table("shard_identity")
            .WithColumn("only_one").AsByte().PrimaryKey()
            .WithColumn("installation_id").AsString(36).NotNullable()
            .WithColumn("shard_id").AsInt32().NotNullable();
        Create.Table("stream")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("kind").AsInt16().NotNullable()
            .WithColumn("organization_id").AsInt64().NotNullable()
            .WithColumn("workspace_id").AsInt64().Nullable()
            .WithColumn("parent_id").AsInt64().Nullable()
            .WithColumn("parent_seq").AsInt64().Nullable()
            .WithColumn("name").AsString(80).NotNullable().WithDefaultValue("")
            .WithColumn("topic").AsString(250).NotNullable().WithDefaultValue("")
            .WithColumn("purpose").AsString(250).NotNullable().WithDefaultValue("")
            .WithColumn("visibility").AsInt16().NotNullable()
            .WithColumn("posting").AsInt16().NotNullable()
            .WithColumn("archived_at").AsInt64().Nullable()
            .WithColumn("created_by").AsInt64().NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("last_seq").AsInt64().NotNullable()
            .WithColumn("last_message_at").AsInt64().Nullable()
            .WithColumn("version").AsInt64().NotNullable()
            .WithColumn("member_count").AsInt32().NotNullable()
            .WithColumn("participants").AsString(4000).Nullable();
        Create.Index("ux_stream_parent").OnTable("stream")
            .OnColumn("bucket").Ascending().OnColumn("parent_id").Ascending().OnColumn("parent_seq").Ascending().WithOptions().Unique();
        Create.Table("seat")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("kind").AsInt16().NotNullable()
            .WithColumn("role").AsInt16().NotNullable().WithDefaultValue(0)
            .WithColumn("joined_seq").AsInt64().NotNullable()
            .WithColumn("left_seq").AsInt64().Nullable()
            .WithColumn("last_read_seq").AsInt64().NotNullable()
            .WithColumn("last_read_at").AsInt64().Nullable()
            .WithColumn("own_after").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("delivered_seq").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("notify").AsInt16().NotNullable().WithDefaultValue(0)
            .WithColumn("muted_until").AsInt64().Nullable()
            .WithColumn("is_starred").AsBoolean().NotNullable().WithDefaultValue(false)
            .WithColumn("section").AsString(40).Nullable();
        // A shard answers "where is this person seated" for all its buckets at once; the kind keeps threads out.
        Create.Index("ix_seat_user").OnTable("seat").OnColumn("user_id").Ascending().OnColumn("kind").Ascending().OnColumn("left_seq").Ascending();
    }

    private void Messages()
    {
        Create.Table("message")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("seq").AsInt64().PrimaryKey()
            .WithColumn("message_id").AsInt64().NotNullable()
            .WithColumn("author_id").AsInt64().NotNullable()
            .WithColumn("client_key").AsString(40).NotNullable()
            .WithColumn("state").AsInt16().NotNullable().WithDefaultValue(0)
            .WithColumn("text").AsString(int.MaxValue).NotNullable()
            .WithColumn("html").AsString(int.MaxValue).NotNullable()
            .WithColumn("mentions").AsString(8000).Nullable()
            .WithColumn("broadcast").AsInt16().NotNullable().WithDefaultValue(0)
            .WithColumn("note").AsString(int.MaxValue).Nullable()
            .WithColumn("posted_at").AsInt64().NotNullable()
            .WithColumn("edited_at").AsInt64().Nullable()
            .WithColumn("revision").AsInt64().NotNullable()
            .WithColumn("reactions").AsString(int.MaxValue).Nullable()
            .WithColumn("thread").AsString(500).Nullable();
        Create.Index("ux_message_client_key").OnTable("message")
            .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("author_id").Ascending().OnColumn("client_key").Ascending()
            .WithOptions().Unique();
        Create.Table("message_edit")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("seq").AsInt64().PrimaryKey()
            .WithColumn("revision").AsInt64().PrimaryKey()
            .WithColumn("text").AsString(int.MaxValue).NotNullable()
            .WithColumn("html").AsString(int.MaxValue).NotNullable()
            .WithColumn("editor_id").AsInt64().NotNullable()
            .WithColumn("edited_at").AsInt64().NotNullable();
        Create.Table("reaction")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("seq").AsInt64().PrimaryKey()
            .WithColumn("emoji").AsString(64).PrimaryKey()
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("given_at").AsInt64().NotNullable();
    }

    private void Calls()
    {
        Create.Table("mention")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("seq").AsInt64().PrimaryKey();
        Create.Table("broadcast")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("seq").AsInt64().PrimaryKey()
            .WithColumn("author_id").AsInt64().NotNullable();
        // Rows that have a number but count for nobody: system rows, and later recalled ones.
        Create.Table("uncounted")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("seq").AsInt64().PrimaryKey();
    }

    private void Outbox()
    {
        Create.Table("outbox")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("version").AsInt64().PrimaryKey()
            .WithColumn("event_id").AsInt64().NotNullable()
            .WithColumn("kind").AsInt16().NotNullable()
            .WithColumn("seq").AsInt64().NotNullable().WithDefaultValue(0)
            .WithColumn("actor_id").AsInt64().Nullable()
            .WithColumn("data").AsString(int.MaxValue).Nullable()
            .WithColumn("at").AsInt64().NotNullable();
        Create.Index("ix_outbox_event").OnTable("outbox").OnColumn("event_id").Ascending();
        Create.Table("handoff")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("handoff_id").AsInt64().PrimaryKey()
            .WithColumn("kind").AsInt16().NotNullable()
            .WithColumn("data").AsString(int.MaxValue).NotNullable();
    }
}
