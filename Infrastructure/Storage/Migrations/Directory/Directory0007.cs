using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>What calls people besides their names: groups, keywords; and who may call everybody.</summary>
[Migration(7, "Directory: user groups, keywords, policy for calls of everybody.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 4)]
public sealed class Directory0007 : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("organization").AddColumn("large_broadcasts").AsInt16().NotNullable().WithDefaultValue(0);
        Groups();
        Members();
        Keywords();
        Watches();
    }

    private void Groups()
    {
        Create.Table("user_group")
            .WithColumn("group_id").AsInt64().PrimaryKey()
            .WithColumn("workspace_id").AsInt64().NotNullable()
            .WithColumn("handle").AsString(32).NotNullable()
            .WithColumn("name").AsString(80).NotNullable()
            .WithColumn("created_by").AsInt64().NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable();
        Create.Index("ux_user_group_handle").OnTable("user_group").OnColumn("workspace_id").Ascending().OnColumn("handle").Ascending().WithOptions().Unique();
    }

    private void Members()
    {
        Create.Table("user_group_member")
            .WithColumn("group_id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("joined_at").AsInt64().NotNullable();
        Create.Index("ix_user_group_member_user").OnTable("user_group_member").OnColumn("user_id").Ascending();
    }

    private void Keywords()
    {
        Create.Table("keyword")
            .WithColumn("keyword_id").AsInt64().PrimaryKey()
            .WithColumn("organization_id").AsInt64().NotNullable()
            .WithColumn("words").AsString(120).NotNullable();
        Create.Index("ux_keyword_words").OnTable("keyword").OnColumn("organization_id").Ascending().OnColumn("words").Ascending().WithOptions().Unique();
    }

    private void Watches()
    {
        Create.Table("keyword_watch")
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("keyword_id").AsInt64().PrimaryKey()
            .WithColumn("since").AsInt64().NotNullable();
        Create.Index("ix_keyword_watch_keyword").OnTable("keyword_watch").OnColumn("keyword_id").Ascending();
    }
}
