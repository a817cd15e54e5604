using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>Whom a call of those who are online calls. Rows of before call everybody, as they did.</summary>
[Migration(10, "Shard: who was online at a call.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 8)]
public sealed class Shard0010 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("broadcast").Column("present").Exists())
            Alter.Table("broadcast").AddColumn("present").AsString(int.MaxValue).Nullable();
    }
}
