using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>How far each consumer of events has come, what it could not take, and which node works for it.</summary>
[Migration(5, "Shard: consumers of events.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Shard0005 : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("consumer_cursor")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("consumer").AsString(40).PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("version").AsInt64().NotNullable();
        Create.Table("parked_event")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("consumer").AsString(40).PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("version").AsInt64().PrimaryKey()
            .WithColumn("event_id").AsInt64().NotNullable()
            .WithColumn("kind").AsString(40).NotNullable()
            .WithColumn("attempts").AsInt32().NotNullable()
            .WithColumn("error").AsString(500).NotNullable()
            .WithColumn("data").AsString(int.MaxValue).Nullable()
            .WithColumn("parked_at").AsInt64().NotNullable()
            .WithColumn("retry_requested_at").AsInt64().Nullable();
        // Admins page through them by age; workers look once a second for those to be tried again.
        Create.Index("ix_parked_event_id").OnTable("parked_event").OnColumn("event_id").Ascending();
        Create.Index("ix_parked_event_retry").OnTable("parked_event").OnColumn("retry_requested_at").Ascending();
        // Of the shard itself, not of a bucket: it stays when buckets move.
        Create.Table("consumer_lease")
            .WithColumn("consumer").AsString(40).PrimaryKey()
            .WithColumn("holder").AsString(80).NotNullable()
            .WithColumn("expires_at").AsInt64().NotNullable()
            .WithColumn("state").AsInt16().NotNullable()
            .WithColumn("waiting").AsInt32().NotNullable()
            .WithColumn("oldest_at").AsInt64().Nullable()
            .WithColumn("error").AsString(500).Nullable();
    }
}
