using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>
/// Who came later than a message is counted without looking at those who were there. And when each marker passed which
/// messages, where the organization wants that kept.
/// </summary>
[Migration(12, "Shard: seats by when people came, and when markers moved.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0012 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("seat").Index("ix_seat_joined").Exists())
        {
            Create.Index("ix_seat_joined").OnTable("seat")
                .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("left_seq").Ascending().OnColumn("receipts").Ascending()
                .OnColumn("joined_seq").Ascending().OnColumn("user_id").Ascending();
        }

        if (!Schema.Table("receipt_log").Exists())
        {
            Create.Table("receipt_log")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("stream_id").AsInt64().PrimaryKey()
                .WithColumn("user_id").AsInt64().PrimaryKey()
                .WithColumn("seq").AsInt64().PrimaryKey()
                .WithColumn("from_seq").AsInt64().NotNullable()
                .WithColumn("at").AsInt64().NotNullable();
        }

        if (!Schema.Table("receipt_log").Index("ix_receipt_log_at").Exists())
        {
            Create.Index("ix_receipt_log_at").OnTable("receipt_log")
                .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("at").Ascending().OnColumn("user_id").Ascending()
                .OnColumn("seq").Ascending().OnColumn("from_seq").Ascending();
        }
    }
}
