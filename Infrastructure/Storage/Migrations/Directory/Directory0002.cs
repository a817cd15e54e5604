using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>Counts the names of a channel.</summary>
[Migration(2, "Directory: versions of channels' names.")]
[Tags(SchemaMigrator.DirectoryTag)]
public sealed class Directory0002 : ForwardOnlyMigration
{
    public override void Up() => Alter.Table("channel").AddColumn("name_version").AsInt64().NotNullable().WithDefaultValue(0);
}
