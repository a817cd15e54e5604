using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>What messages forward and quote.</summary>
[Migration(19, "Shard: references of messages to others.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0019 : ForwardOnlyMigration
{
    public override void Up()
    {
        // Four references: where, and how.
        if (!Schema.Table("message").Column("refs").Exists())
            Alter.Table("message").AddColumn("refs").AsString(600).Nullable();
    }
}
