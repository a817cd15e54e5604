using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>The people whom people keep at the top of their contacts.</summary>
[Migration(7, "Shard: favourites.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 5)]
public sealed class Shard0007 : ForwardOnlyMigration
{
    public override void Up() =>
        Create.Table("favourite")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("person_id").AsInt64().PrimaryKey()
            .WithColumn("added_at").AsInt64().NotNullable();
}
