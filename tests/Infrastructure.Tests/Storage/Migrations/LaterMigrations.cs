using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using FluentMigrator;

namespace Collab.Infrastructure.Tests.Storage.Migrations;

/// <summary>What a later version would add: code of today can run on the result.</summary>
[Migration(1001, "Directory: something more.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 1)]
public sealed class DirectoryLater : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("later").WithColumn("later_id").AsInt64().PrimaryKey();
        Alter.Table("channel").AddColumn("later").AsString(80).NotNullable().WithDefaultValue("");
    }
}

/// <summary>The same for shards.</summary>
[Migration(1001, "Shard: something more.")]
[Tags(SchemaMigrator.ShardTag)]
[SchemaChange(oldestCode: 1)]
public sealed class ShardLater : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("later").WithColumn("bucket").AsInt16().PrimaryKey().WithColumn("later_id").AsInt64().PrimaryKey();
        Alter.Table("message").AddColumn("later").AsInt64().NotNullable().WithDefaultValue(0);
        Create.Index("ix_message_later").OnTable("message").OnColumn("bucket").Ascending().OnColumn("later").Ascending();
    }
}

/// <summary>What that version would take away once nobody needs it.</summary>
[Migration(1002, "Directory: something less.")]
[Tags(SchemaMigrator.DirectoryTag)]
[SchemaChange(oldestCode: 1001, Contracts = true)]
public sealed class DirectoryLess : ForwardOnlyMigration
{
    public override void Up() => Delete.Table("first_run");
}
