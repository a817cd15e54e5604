using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>Who came later than a message is counted without looking at those who were there, and who confirmed last is listed without looking at all who have.</summary>
[Migration(12, "Shard: seats by when people came, confirmations by when they were given.")]
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

        if (!Schema.Table("confirmation").Index("ix_confirmation_at").Exists())
        {
            Create.Index("ix_confirmation_at").OnTable("confirmation")
                .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("seq").Ascending().OnColumn("at").Ascending().OnColumn("user_id").Ascending();
        }
    }
}
