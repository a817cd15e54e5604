using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>What nodes share of the first run, and the links that reset a password.</summary>
[Migration(2, "Directory: first-run code, password resets.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 1)]
public sealed class Directory0002 : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("first_run")
            .WithColumn("only_one").AsByte().PrimaryKey()
            .WithColumn("code_hash").AsString(255).NotNullable()
            .WithColumn("made_at").AsInt64().NotNullable()
            .WithColumn("failed_count").AsInt32().NotNullable()
            .WithColumn("wait_until").AsInt64().Nullable();
        Create.Table("password_reset")
            .WithColumn("token_hash").AsString(64).PrimaryKey()
            .WithColumn("user_id").AsInt64().NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("expires_at").AsInt64().NotNullable()
            .WithColumn("used_at").AsInt64().Nullable();
        Create.Index("ix_password_reset_user").OnTable("password_reset").OnColumn("user_id").Ascending();
    }
}
