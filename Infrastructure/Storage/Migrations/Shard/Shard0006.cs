using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>Calls of groups and keywords, one row for each however many they reach; who may write in threads; slow mode.</summary>
[Migration(6, "Shard: calls of groups and keywords, thread-only and slow mode.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Shard0006 : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("stream").AddColumn("thread_only").AsBoolean().NotNullable().WithDefaultValue(true);
        Alter.Table("stream").AddColumn("slow_mode_seconds").AsInt32().NotNullable().WithDefaultValue(0);
        Alter.Table("seat").AddColumn("last_post_at").AsInt64().Nullable();
        Alter.Table("message").AddColumn("called_groups").AsString(1000).Nullable();
        Calls();
    }

    private void Calls()
    {
        Create.Table("subject_call")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("subject_id").AsInt64().PrimaryKey()
            .WithColumn("seq").AsInt64().PrimaryKey()
            .WithColumn("author_id").AsInt64().NotNullable()
            .WithColumn("at").AsInt64().NotNullable();
        // Whether there is any after a marker, and which are those of one message.
        Create.Index("ix_subject_call_seq").OnTable("subject_call")
            .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("seq").Ascending();
    }
}
