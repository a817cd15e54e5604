using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>The first directory: organization, people, workspaces, channels' names, shard map.</summary>
[Migration(1, "Directory: people, workspaces, channels, shard map.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 1)]
public sealed class Directory0001 : ForwardOnlyMigration
{
    public override void Up()
    {
        Organization();
        People();
        Accounts();
        Channels();
        Operation();
    }

    private void Organization()
    {
        Create.Table("organization")
            .WithColumn("organization_id").AsInt64().PrimaryKey()
            .WithColumn("only_one").AsByte().NotNullable().Unique("ux_organization_only_one")
            .WithColumn("name").AsString(80).NotNullable()
            .WithColumn("time_zone").AsString(64).NotNullable()
            .WithColumn("language").AsString(16).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable();
        Create.Table("workspace")
            .WithColumn("workspace_id").AsInt64().PrimaryKey()
            .WithColumn("organization_id").AsInt64().NotNullable()
            .WithColumn("slug").AsString(40).NotNullable()
            .WithColumn("name").AsString(80).NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable();
        Create.Index("ux_workspace_slug").OnTable("workspace").OnColumn("organization_id").Ascending().OnColumn("slug").Ascending().WithOptions().Unique();
        Create.Table("workspace_member")
            .WithColumn("workspace_id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("role").AsInt16().NotNullable()
            .WithColumn("joined_at").AsInt64().NotNullable();
        Create.Index("ix_workspace_member_user").OnTable("workspace_member").OnColumn("user_id").Ascending();
    }

    private void People()
    {
        Create.Table("person")
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("organization_id").AsInt64().NotNullable()
            .WithColumn("email").AsString(254).NotNullable()
            .WithColumn("handle").AsString(32).NotNullable()
            .WithColumn("display_name").AsString(80).NotNullable()
            .WithColumn("sort_key").AsString(80).NotNullable()
            .WithColumn("title").AsString(80).NotNullable().WithDefaultValue("")
            .WithColumn("role").AsInt16().NotNullable()
            .WithColumn("is_active").AsBoolean().NotNullable()
            .WithColumn("is_guest").AsBoolean().NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable();
        Create.Index("ux_person_email").OnTable("person").OnColumn("organization_id").Ascending().OnColumn("email").Ascending().WithOptions().Unique();
        Create.Index("ux_person_handle").OnTable("person").OnColumn("organization_id").Ascending().OnColumn("handle").Ascending().WithOptions().Unique();
        Create.Index("ix_person_role").OnTable("person").OnColumn("organization_id").Ascending().OnColumn("role").Ascending();
        Create.Index("ix_person_name").OnTable("person").OnColumn("sort_key").Ascending().OnColumn("user_id").Ascending();
        Create.Table("person_word")
            .WithColumn("word").AsString(40).PrimaryKey()
            .WithColumn("user_id").AsInt64().PrimaryKey();
        Create.Index("ix_person_word_user").OnTable("person_word").OnColumn("user_id").Ascending();
        Create.Table("invitation")
            .WithColumn("invitation_id").AsInt64().PrimaryKey()
            .WithColumn("organization_id").AsInt64().NotNullable()
            .WithColumn("workspace_id").AsInt64().NotNullable()
            .WithColumn("email").AsString(254).NotNullable()
            .WithColumn("role").AsInt16().NotNullable()
            .WithColumn("channels").AsString(int.MaxValue).NotNullable()
            .WithColumn("invited_by").AsInt64().NotNullable()
            .WithColumn("token_hash").AsString(64).NotNullable().Unique("ux_invitation_token")
            .WithColumn("expires_at").AsInt64().NotNullable()
            .WithColumn("accepted_at").AsInt64().Nullable();
        Create.Index("ix_invitation_email").OnTable("invitation").OnColumn("workspace_id").Ascending().OnColumn("email").Ascending();
    }

    private void Accounts()
    {
        Create.Table("credential")
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("password_hash").AsString(255).NotNullable()
            .WithColumn("changed_at").AsInt64().NotNullable()
            .WithColumn("failed_count").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("locked_until").AsInt64().Nullable();
        Create.Table("session")
            .WithColumn("session_id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().NotNullable()
            .WithColumn("secret_hash").AsString(64).NotNullable().Unique("ux_session_secret")
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("seen_at").AsInt64().NotNullable()
            .WithColumn("expires_at").AsInt64().NotNullable()
            .WithColumn("ended_at").AsInt64().Nullable()
            .WithColumn("address").AsString(64).Nullable()
            .WithColumn("user_agent").AsString(255).Nullable();
        Create.Index("ix_session_user").OnTable("session").OnColumn("user_id").Ascending();
        Create.Table("access_token")
            .WithColumn("token_id").AsInt64().PrimaryKey()
            .WithColumn("user_id").AsInt64().NotNullable()
            .WithColumn("name").AsString(80).NotNullable()
            .WithColumn("secret_hash").AsString(64).NotNullable().Unique("ux_access_token_secret")
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("expires_at").AsInt64().Nullable()
            .WithColumn("used_at").AsInt64().Nullable()
            .WithColumn("revoked_at").AsInt64().Nullable();
        Create.Index("ix_access_token_user").OnTable("access_token").OnColumn("user_id").Ascending();
    }

    private void Channels()
    {
        Create.Table("channel")
            .WithColumn("stream_id").AsInt64().PrimaryKey()
            .WithColumn("workspace_id").AsInt64().NotNullable()
            .WithColumn("name").AsString(80).NotNullable()
            .WithColumn("topic").AsString(250).NotNullable()
            .WithColumn("purpose").AsString(250).NotNullable()
            .WithColumn("visibility").AsInt16().NotNullable()
            .WithColumn("is_archived").AsBoolean().NotNullable()
            .WithColumn("created_by").AsInt64().NotNullable()
            .WithColumn("created_at").AsInt64().NotNullable()
            .WithColumn("head_version").AsInt64().NotNullable().WithDefaultValue(0);
        Create.Index("ux_channel_name").OnTable("channel").OnColumn("workspace_id").Ascending().OnColumn("name").Ascending().WithOptions().Unique();
        Create.Table("direct_chat")
            .WithColumn("organization_id").AsInt64().PrimaryKey()
            .WithColumn("people_hash").AsString(64).PrimaryKey()
            .WithColumn("stream_id").AsInt64().NotNullable();
        Create.Table("directory_task")
            .WithColumn("task_id").AsInt64().PrimaryKey()
            .WithColumn("work").AsString(int.MaxValue).NotNullable()
            .WithColumn("user_id").AsInt64().Nullable()
            .WithColumn("due_at").AsInt64().NotNullable()
            .WithColumn("attempts").AsInt32().NotNullable().WithDefaultValue(0)
            .WithColumn("error").AsString(500).Nullable();
        Create.Index("ix_directory_task_due").OnTable("directory_task").OnColumn("due_at").Ascending();
        Create.Index("ix_directory_task_user").OnTable("directory_task").OnColumn("user_id").Ascending();
    }

    private void Operation()
    {
        Create.Table("audit_entry")
            .WithColumn("entry_id").AsInt64().PrimaryKey()
            .WithColumn("at").AsInt64().NotNullable()
            .WithColumn("organization_id").AsInt64().NotNullable()
            .WithColumn("actor_id").AsInt64().Nullable()
            .WithColumn("act").AsString(64).NotNullable()
            .WithColumn("target").AsString(80).NotNullable()
            .WithColumn("address").AsString(64).Nullable()
            .WithColumn("details").AsString(int.MaxValue).NotNullable();
        Create.Index("ix_audit_entry_at").OnTable("audit_entry").OnColumn("organization_id").Ascending().OnColumn("at").Ascending();
        Create.Table("installation")
            .WithColumn("only_one").AsByte().PrimaryKey()
            .WithColumn("installation_id").AsString(36).NotNullable()
            .WithColumn("map_version").AsInt64().NotNullable();
        Create.Table("shard")
            .WithColumn("shard_id").AsInt32().PrimaryKey()
            .WithColumn("name").AsString(64).NotNullable().Unique("ux_shard_name");
        Create.Table("bucket_map")
            .WithColumn("bucket").AsInt16().PrimaryKey()
            .WithColumn("shard_id").AsInt32().NotNullable();
        Create.Table("node_lease")
            .WithColumn("node").AsInt32().PrimaryKey()
            .WithColumn("holder").AsString(64).NotNullable()
            .WithColumn("expires_at").AsInt64().NotNullable();
    }
}
