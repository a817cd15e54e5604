using System.Reflection;
using FluentMigrator;

namespace Collab.Infrastructure.Storage.Migrations;

/// <summary>The migrations of one kind of database that this code knows, in order.</summary>
public sealed class SchemaPlan
{
    private SchemaPlan(string tag, IReadOnlyList<Assembly> assemblies)
    {
        (Tag, Assemblies) = (tag, assemblies);
        Steps = [.. assemblies.SelectMany(a => a.GetExportedTypes()).Where(IsOfThisKind).Select(Describe).OrderBy(s => s.Number)];
        Range = RangeOf(Steps);
    }

    private SchemaPlan(SchemaPlan whole, IReadOnlyList<SchemaStep> steps) =>
        (Tag, Assemblies, Steps, Range) = (whole.Tag, whole.Assemblies, steps, RangeOf(steps));

    /// <summary>The directory's.</summary>
    public static SchemaPlan Directory { get; } = Of(SchemaMigrator.DirectoryTag);

    /// <summary>A shard's.</summary>
    public static SchemaPlan Shard { get; } = Of(SchemaMigrator.ShardTag);

    /// <summary>Which kind of database it is for.</summary>
    public string Tag { get; }

    /// <summary>Where the migrations are.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; }

    /// <summary>All of them, by number.</summary>
    public IReadOnlyList<SchemaStep> Steps { get; }

    /// <summary>
    /// What this code runs on: everything that was ever added must be there, and what is to be taken away may be there
    /// still. <see cref="SchemaRange.Newest"/> is what other versions know this code by.
    /// </summary>
    public SchemaRange Range { get; }

    /// <summary>The plan that a newer version would have, when the assemblies hold more migrations.</summary>
    public static SchemaPlan Of(string tag, params IReadOnlyList<Assembly> more) => new(tag, [typeof(SchemaPlan).Assembly, .. more]);

    /// <summary>The plan for a tag of <see cref="SchemaMigrator"/>.</summary>
    public static SchemaPlan For(string tag) =>
        tag switch
        {
            SchemaMigrator.DirectoryTag => Directory,
            SchemaMigrator.ShardTag => Shard,
            _ => throw new ArgumentOutOfRangeException(nameof(tag), tag, "Unknown."),
        };

    /// <summary>Only some of its migrations: those that another database has.</summary>
    public SchemaPlan Only(IReadOnlyCollection<long> numbers) => new(this, [.. Steps.Where(s => numbers.Contains(s.Number))]);

    private bool IsOfThisKind(Type type) =>
        type.GetCustomAttribute<MigrationAttribute>() is not null && type.GetCustomAttributes<TagsAttribute>().Any(t => t.TagNames.Contains(Tag));

    private static SchemaRange RangeOf(IReadOnlyList<SchemaStep> steps) =>
        new(steps.Where(s => !s.Contracts).Select(s => s.Number).DefaultIfEmpty().Max(), steps.Select(s => s.Number).DefaultIfEmpty().Max());

    private static SchemaStep Describe(Type type)
    {
        var migration = type.GetCustomAttribute<MigrationAttribute>() ?? throw new ArgumentException($"{type.Name} is no migration.", nameof(type));
        var change = type.GetCustomAttribute<SchemaChangeAttribute>();
        return new SchemaStep(migration.Version, migration.Description ?? type.Name, change?.OldestCode ?? migration.Version, change?.Contracts ?? false);
    }
}
