using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>
/// What lists and counts of readers need on the seat itself, and the orders in which they read it: by how far people have
/// come, and by when they read last.
/// </summary>
[Migration(8, "Shard: receipts.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Shard0008 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("seat").Column("receipts").Exists())
            Alter.Table("seat").AddColumn("receipts").AsInt16().NotNullable().WithDefaultValue(0);
        if (!Schema.Table("seat").Column("unread_marks").Exists())
            Alter.Table("seat").AddColumn("unread_marks").AsInt32().NotNullable().WithDefaultValue(0);
        if (!Schema.Table("seat").Index("ix_seat_read").Exists())
        {
            Create.Index("ix_seat_read").OnTable("seat")
                .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("left_seq").Ascending().OnColumn("receipts").Ascending()
                .OnColumn("last_read_seq").Ascending().OnColumn("joined_seq").Ascending().OnColumn("user_id").Ascending();
        }

        if (!Schema.Table("seat").Index("ix_seat_read_at").Exists())
        {
            Create.Index("ix_seat_read_at").OnTable("seat")
                .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("left_seq").Ascending().OnColumn("receipts").Ascending()
                .OnColumn("last_read_at").Ascending().OnColumn("user_id").Ascending().OnColumn("last_read_seq").Ascending().OnColumn("joined_seq").Ascending();
        }
    }
}
