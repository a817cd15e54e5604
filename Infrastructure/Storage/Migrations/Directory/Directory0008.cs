using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations.Directory;

/// <summary>What people say of themselves: profile, status, pauses; when they were last seen, and whether others are told.</summary>
[Migration(8, "Directory: profiles, statuses, last seen.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 6)]
public sealed class Directory0008 : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("person").AddColumn("pronouns").AsString(40).NotNullable().WithDefaultValue("");
        Alter.Table("person").AddColumn("department").AsString(80).NotNullable().WithDefaultValue("");
        Alter.Table("person").AddColumn("location").AsString(80).NotNullable().WithDefaultValue("");
        Alter.Table("person").AddColumn("time_zone").AsString(64).NotNullable().WithDefaultValue("");
        Alter.Table("person").AddColumn("manager_id").AsInt64().Nullable();
        Alter.Table("person").AddColumn("status_emoji").AsString(64).Nullable();
        Alter.Table("person").AddColumn("status_text").AsString(400).Nullable();
        Alter.Table("person").AddColumn("status_until").AsInt64().Nullable();
        Alter.Table("person").AddColumn("status_pauses").AsBoolean().NotNullable().WithDefaultValue(false);
        Alter.Table("person").AddColumn("paused_until").AsInt64().Nullable();
        Alter.Table("person").AddColumn("hours").AsString(160).Nullable();
        Alter.Table("person").AddColumn("is_away").AsBoolean().NotNullable().WithDefaultValue(false);
        Alter.Table("person").AddColumn("revision").AsInt64().NotNullable().WithDefaultValue(0);
        Alter.Table("organization").AddColumn("shows_last_seen").AsBoolean().NotNullable().WithDefaultValue(false);
        Alter.Table("organization").AddColumn("fixed_fields").AsInt16().NotNullable().WithDefaultValue(0);
        // Lists of a department, a location or a manager's people go by name.
        foreach (var column in (string[])["department", "location", "manager_id"])
            Create.Index($"ix_person_{column}").OnTable("person").OnColumn(column).Ascending().OnColumn("sort_key").Ascending().OnColumn("user_id").Ascending();
        Create.Table("person_seen")
            .WithColumn("user_id").AsInt64().PrimaryKey()
            .WithColumn("seen_at").AsInt64().NotNullable();
    }
}
