using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>Who came later than a message is counted without looking at those who were there.</summary>
[Migration(12, "Shard: seats by when people came.")]
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
    }
}
