using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>
/// Messages that ask to be confirmed, who has confirmed them, and which of them those who have not were reminded of. The
/// head counts the last, so that markers look for them only where there are any.
/// </summary>
[Migration(9, "Shard: confirmations.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Shard0009 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("message").Column("confirmation").Exists())
            Alter.Table("message").AddColumn("confirmation").AsString(200).Nullable();
        if (!Schema.Table("stream").Column("reminders").Exists())
            Alter.Table("stream").AddColumn("reminders").AsInt32().NotNullable().WithDefaultValue(0);
        if (!Schema.Table("confirmation").Exists())
        {
            Create.Table("confirmation")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("stream_id").AsInt64().PrimaryKey()
                .WithColumn("seq").AsInt64().PrimaryKey()
                .WithColumn("user_id").AsInt64().PrimaryKey()
                .WithColumn("at").AsInt64().NotNullable();
        }

        if (!Schema.Table("confirmation").Index("ix_confirmation_at").Exists())
        {
            Create.Index("ix_confirmation_at").OnTable("confirmation")
                .OnColumn("bucket").Ascending().OnColumn("stream_id").Ascending().OnColumn("seq").Ascending()
                .OnColumn("at").Ascending().OnColumn("user_id").Ascending();
        }

        if (!Schema.Table("reminder").Exists())
        {
            Create.Table("reminder")
                .WithColumn("bucket").AsInt16().PrimaryKey()
                .WithColumn("stream_id").AsInt64().PrimaryKey()
                .WithColumn("seq").AsInt64().PrimaryKey()
                .WithColumn("author_id").AsInt64().NotNullable();
        }
    }
}
