using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Sharding.Moves;

/// <summary>A table that moves with its bucket.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Key">The columns of its key after the bucket.</param>
/// <param name="FollowsVersions">
/// Its rows change only together with the version of their stream, and the outbox says which: what was equal once needs no
/// second look. Every other table is compared in full behind the fence.
/// </param>
internal sealed record ShardTable(string Name, IReadOnlyList<string> Key, bool FollowsVersions)
{
    public const string Outbox = "outbox";

    private static readonly HashSet<string> OfMessages = ["message", "message_edit", "reaction", "mention", "broadcast", "uncounted", "subject_call", "pin"];

    /// <summary>True for what belongs to the message of a number.</summary>
    public bool IsOfMessages => OfMessages.Contains(Name);

    /// <summary>Found from the model, so that a new table moves without being listed: those whose key starts with the bucket.</summary>
    public static IReadOnlyList<ShardTable> Of(ShardContext context) =>
        [.. from entity in context.Model.GetEntityTypes()
            let name = entity.GetTableName()
            let key = entity.FindPrimaryKey()?.Properties
            where name is not null && key is { Count: > 1 } && key[0].ClrType == typeof(Bucket)
            orderby name
            select new ShardTable(name, [.. key.Skip(1).Select(p => p.GetColumnName())], name == Outbox || OfMessages.Contains(name))];
}
