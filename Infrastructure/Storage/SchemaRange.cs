namespace Collab.Infrastructure.Storage;

/// <summary>The schemas of a kind of database that this code runs on.</summary>
/// <param name="Oldest">The oldest usable one.</param>
/// <param name="Newest">The newest one, which migrating leads to.</param>
public sealed record SchemaRange(long Oldest, long Newest)
{
    /// <summary>For people: one number, or from and to.</summary>
    public override string ToString() => Oldest == Newest ? $"{Newest}" : $"{Oldest} to {Newest}";
}
