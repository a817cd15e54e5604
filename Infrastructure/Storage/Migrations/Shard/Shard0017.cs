using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>From where on a member sees a history.</summary>
[Migration(17, "Shard: from where on members see a history.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0017 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("seat").Column("floor_seq").Exists())
            Alter.Table("seat").AddColumn("floor_seq").AsInt64().NotNullable().WithDefaultValue(0);
        if (!Schema.Table("seat").Column("floor_at").Exists())
            Alter.Table("seat").AddColumn("floor_at").AsInt64().Nullable();
    }
}
