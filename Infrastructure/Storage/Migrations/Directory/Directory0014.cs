using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>What those who join see of what was said before.</summary>
[Migration(14, "Directory: what new members see of a history.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0014 : ForwardOnlyMigration
{
    public override void Up()
    {
        if (!Schema.Table("organization").Column("history").Exists())
            Alter.Table("organization").AddColumn("history").AsInt16().NotNullable().WithDefaultValue(0);
    }
}
