using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>That a message was taken back, and by whom.</summary>
[Migration(15, "Shard: recalled messages.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0015 : ForwardOnlyMigration
{
    public override void Up()
    {
        // A reason of 250 characters, each of which JSON may write as six.
        if (!Schema.Table("message").Column("recall").Exists())
            Alter.Table("message").AddColumn("recall").AsString(1700).Nullable();
    }
}
