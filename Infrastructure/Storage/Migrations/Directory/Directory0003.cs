using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>Nothing changes here; all databases of an installation count their schema alike.</summary>
[Migration(3, "Directory: as before.")]
[Tags(SchemaMigrator.DirectoryTag)]
public sealed class Directory0003 : ForwardOnlyMigration
{
    public override void Up()
    {
    }
}
