using System.Reflection;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using FluentMigrator;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage.Migrations;

public sealed class ExpandLawTests
{
    [Theory]
    [InlineData(SchemaMigrator.DirectoryTag)]
    [InlineData(SchemaMigrator.ShardTag)]
    public void A_migration_that_older_code_can_stand_only_adds(string tag)
    {
        var claiming = SchemaPlan.For(tag).Steps.Where(ExpandLaw.Concerns).Select(s => s.Number).ToHashSet();
        Assert.NotEmpty(claiming);
        foreach (var type in typeof(SchemaMigrator).Assembly.GetExportedTypes().Where(t => IsOf(t, tag) && claiming.Contains(Number(t))))
            Assert.Empty(ExpandLaw.FaultsOf((Migration)Activator.CreateInstance(type)!)); // every migration has a constructor without parameters
    }

    [Fact]
    public void A_migration_that_does_more_is_noticed() =>
        Assert.Equal(
            ["needed: old code writes no value for it", "ux_more: old code may write the same twice", "DeleteTableExpression: more than adding"],
            ExpandLaw.FaultsOf(new Greedy()));

    [Fact]
    public void What_only_adds_is_left_alone() => Assert.Empty(ExpandLaw.FaultsOf(new ShardLater()));

    [Fact]
    public void A_migration_that_says_nothing_is_taken_for_one_that_older_code_cannot_stand() =>
        Assert.All(SchemaPlan.Of("silent", typeof(Greedy).Assembly).Steps, step => Assert.Equal((2000L, 2000L), (step.Number, step.OldestCode)));

    private static bool IsOf(Type type, string tag) => type.GetCustomAttributes<TagsAttribute>().Any(t => t.TagNames.Contains(tag));

    private static long Number(Type type) => type.GetCustomAttribute<MigrationAttribute>()?.Version ?? 0;
}

/// <summary>A sample that breaks the law.</summary>
[Migration(2000, "Too much.")]
[Tags("silent")]
public sealed class Greedy : ForwardOnlyMigration
{
    public override void Up()
    {
        Alter.Table("stream").AddColumn("needed").AsInt64().NotNullable();
        Create.Index("ux_more").OnTable("stream").OnColumn("bucket").Ascending().WithOptions().Unique();
        Delete.Table("preference");
    }
}
