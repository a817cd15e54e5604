using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Shard;

/// <summary>Tells which of a channel's names its stream has.</summary>
[Migration(2, "Shard: versions of channels' names.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 2)]
public sealed class Shard0002 : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("stream").AddColumn("name_version").AsInt64().NotNullable().WithDefaultValue(0);
}
