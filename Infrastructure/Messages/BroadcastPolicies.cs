using Collab.Domain.Audit;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Messages;

/// <summary>
/// The policy for calls of everybody: a column of the organization. It is read for each call in a large place; those who ask
/// at the same time share a query.
/// </summary>
internal sealed class BroadcastPolicies(Database<DirectoryContext> directory) : IBroadcastPolicies
{
    private readonly SharedReads<OrganizationId, FoundPolicy> _reads = new(keys => ReadAsync(directory, keys));

    public async Task<BroadcastPolicy> FindAsync(OrganizationId organization, CancellationToken ct) => (await _reads.FindAsync(organization, ct))?.Policy ?? default;

    public Task<Result<Done>> SetAsync(OrganizationId organization, BroadcastPolicy policy, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Organizations.AsTracking().SingleOrDefaultAsync(o => o.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                row.LargeBroadcasts = policy;
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    private static Task<IReadOnlyDictionary<OrganizationId, FoundPolicy>> ReadAsync(Database<DirectoryContext> directory, IReadOnlyCollection<OrganizationId> keys)
    {
        var text = $"SELECT organization_id, large_broadcasts FROM organization WHERE organization_id IN ({string.Join(", ", keys.Select(key => key.Value))})";
        return directory.CommandAsync<IReadOnlyDictionary<OrganizationId, FoundPolicy>>(async (connection, _, lost) =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = text;
            await using var reader = await command.ExecuteReaderAsync(lost);
            var found = new Dictionary<OrganizationId, FoundPolicy>();
            while (await reader.ReadAsync(lost))
                found[new OrganizationId(reader.GetInt64(0))] = new FoundPolicy((BroadcastPolicy)reader.GetInt64(1));
            return found;
        });
    }

    private sealed record FoundPolicy(BroadcastPolicy Policy);
}
