using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>Files that were sent, and which of them a message has. Their bytes are kept elsewhere.</summary>
[Migration(13, "Shard: files.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0013 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("message").Column("attachments").Exists())
            Alter.Table("message").AddColumn("attachments").AsString(int.MaxValue).Nullable();
        if (!Schema.Table("file").Exists())
        {
            Create.Table("file")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("stream_id").AsInt64().PrimaryKey()
                .WithColumn("file_id").AsInt64().PrimaryKey()
                .WithColumn("uploader_id").AsInt64().NotNullable()
                .WithColumn("name").AsString(200).NotNullable()
                .WithColumn("state").AsInt16().NotNullable()
                .WithColumn("kind").AsInt16().NotNullable()
                .WithColumn("media_type").AsString(100).Nullable()
                .WithColumn("size").AsInt64().NotNullable()
                .WithColumn("sha256").AsString(64).Nullable()
                .WithColumn("width").AsInt32().Nullable()
                .WithColumn("height").AsInt32().Nullable()
                .WithColumn("has_preview").AsBoolean().NotNullable()
                .WithColumn("text_state").AsInt16().NotNullable()
                .WithColumn("message_stream_id").AsInt64().Nullable()
                .WithColumn("message_seq").AsInt64().Nullable()
                .WithColumn("uploaded_at").AsInt64().NotNullable();
        }

        if (!Schema.Table("file").Index("ix_file_listed").Exists())
        {
            Create.Index("ix_file_listed").OnTable("file")
                .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("state").Ascending().OnColumn("file_id").Ascending();
        }

        if (!Schema.Table("file").Index("ix_file_kind").Exists())
        {
            Create.Index("ix_file_kind").OnTable("file")
                .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("state").Ascending().OnColumn("kind").Ascending().OnColumn("file_id").Ascending();
        }

        if (!Schema.Table("file").Index("ix_file_unread").Exists())
        {
            Create.Index("ix_file_unread").OnTable("file")
                .OnColumn("bucket").Ascending().OnColumn("message_stream_id").Ascending().OnColumn("text_state").Ascending().OnColumn("file_id").Ascending();
        }

        if (!Schema.Table("file").Index("ix_file_state").Exists())
            Create.Index("ix_file_state").OnTable("file").OnColumn("bucket").Ascending().OnColumn("state").Ascending().OnColumn("uploaded_at").Ascending();
    }
}
