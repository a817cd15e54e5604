using System.Collections.Concurrent;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Workspaces;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Messages;

/// <summary>
/// Counts zones. A workspace's are counted in one walk over its members, at most once in some minutes on each node, however
/// many ask meanwhile.
/// </summary>
internal sealed class AudienceZones(Database<DirectoryContext> directory, TimeProvider time) : IAudienceZones
{
    private const int IdsAtOnce = 500;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<WorkspaceId, Counted> _counted = new();

    public async Task<IReadOnlyDictionary<string, int>> CountAsync(OrganizationId organization, WorkspaceId workspace, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        var counted = _counted.AddOrUpdate(workspace, _ => New(), (_, known) => now - known.At < MaxAge ? known : New());
        try
        {
            return await counted.Zones.Value.WaitAsync(ct);
        }
        catch (Exception) when (counted.Zones.Value.IsFaulted)
        {
            _counted.TryRemove(new KeyValuePair<WorkspaceId, Counted>(workspace, counted));
            throw;
        }

        Counted New() => new(now, new Lazy<Task<IReadOnlyDictionary<string, int>>>(
            () => Task.Run(() => ReadAsync(organization, workspace), CancellationToken.None))); // it serves many
    }

    public Task<IReadOnlyDictionary<string, int>> CountAsync(OrganizationId organization, IReadOnlyCollection<UserId> people, CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyDictionary<string, int>>(
            async context =>
            {
                var zones = new Zones(await HomeAsync(context, organization, ct));
                foreach (var some in people.Take(BroadcastRules.LargePlace).Chunk(IdsAtOnce))
                    zones.Add(await CountAsync(context.People.Where(p => some.Contains(p.UserId)), ct));
                return zones.Counts;
            },
            ct);

    private Task<IReadOnlyDictionary<string, int>> ReadAsync(OrganizationId organization, WorkspaceId workspace) =>
        directory.ReadAsync<IReadOnlyDictionary<string, int>>(
            async context =>
            {
                var ct = CancellationToken.None; // it serves many
                var zones = new Zones(await HomeAsync(context, organization, ct));
                var members = context.WorkspaceMembers.Where(m => m.WorkspaceId == workspace && m.Role != WorkspaceRole.Guest);
                zones.Add(await CountAsync(members.Join(context.People, m => m.UserId, p => p.UserId, (_, p) => p), ct));
                return zones.Counts;
            },
            CancellationToken.None);

    private static Task<Dictionary<string, int>> CountAsync(IQueryable<PersonRow> people, CancellationToken ct) =>
        people.Where(p => p.IsActive).GroupBy(p => p.TimeZone).Select(g => new { Zone = g.Key, Count = g.Count() }).ToDictionaryAsync(z => z.Zone, z => z.Count, ct);

    private static Task<string> HomeAsync(DirectoryContext context, OrganizationId organization, CancellationToken ct) =>
        context.Organizations.Where(o => o.OrganizationId == organization).Select(o => o.TimeZone).SingleAsync(ct);

    /// <summary>Adds up; who has said no zone is taken to be where the organization is.</summary>
    private sealed class Zones(string home)
    {
        public Dictionary<string, int> Counts { get; } = [];

        public void Add(Dictionary<string, int> counted)
        {
            foreach (var (said, count) in counted)
            {
                var zone = said.Length > 0 ? said : home;
                Counts[zone] = Counts.GetValueOrDefault(zone) + count;
            }
        }
    }

    private sealed record Counted(DateTimeOffset At, Lazy<Task<IReadOnlyDictionary<string, int>>> Zones);
}
