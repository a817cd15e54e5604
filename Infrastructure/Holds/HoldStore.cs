using Collab.Domain.Audit;
using Collab.Domain.Holds;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Nodes;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Migrations;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Holds;

/// <summary>Holds, in the directory beside the audit log.</summary>
internal sealed class HoldStore(Database<DirectoryContext> directory) : IHoldStore
{
    // Code that knows no schema as new as this knows of no holds.
    private const long KnowsHolds = 17;

    public Task<bool> NeedsTwoAsync(OrganizationId organization, CancellationToken ct) =>
        directory.ReadAsync(context => context.Organizations.Where(o => o.OrganizationId == organization).Select(o => o.HoldsNeedTwo).SingleOrDefaultAsync(ct), ct);

    public Task<Result<Done>> SetNeedsTwoAsync(OrganizationId organization, bool needsTwo, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Organizations.AsTracking().SingleOrDefaultAsync(o => o.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                row.HoldsNeedTwo = needsTwo;
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    public async Task<Result<Done>> PlaceAsync(Hold hold, AuditEntry audit, CancellationToken ct)
    {
        // First nobody older can start any more, then those that run are looked for: none slips in between.
        await directory.WriteAsync(
            context => context.Database.ExecuteSqlRawAsync($"UPDATE {SchemaFloor.Table} SET oldest_code = {{0}} WHERE oldest_code < {{0}}", [KnowsHolds], ct), ct);
        var older = string.Join(", ", (await OlderNodes.ListAsync(directory.Address, ct)).Where(n => n.Directory < KnowsHolds).Select(n => n.Name));
        if (older.Length > 0)
            return new Error.Conflict("hold.older_nodes", $"Nodes of an older version run, and would keep nothing: {older}. Stop them, or wait a minute when they have crashed, then try again.");
        await directory.WriteAsync(
            context =>
            {
                context.Add(HoldRow.From(hold));
                context.Add(AuditEntryRow.From(audit));
                return Task.CompletedTask;
            },
            ct);
        return Done.Value;
    }

    public Task<Hold?> FindAsync(OrganizationId organization, HoldId id, CancellationToken ct) =>
        directory.ReadAsync(async context => (await context.Holds.SingleOrDefaultAsync(h => h.HoldId == id && h.OrganizationId == organization, ct))?.ToView(), ct);

    public Task<Page<Hold>> ListAsync(OrganizationId organization, Cursor? cursor, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var before = HoldId.TryParse(cursor?.Key, null, out var last) ? last : new HoldId(long.MaxValue);
                var rows = await context.Holds.Where(h => h.OrganizationId == organization && h.HoldId < before).OrderByDescending(h => h.HoldId).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, limit, h => h.ToView(), h => new Cursor(ListHolds.List, h.HoldId.ToString()));
            },
            ct);

    public Task<IReadOnlyList<Hold>> ListInForceAsync(CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyList<Hold>>(async context => [.. (await context.Holds.Where(h => h.ReleasedAt == null).ToListAsync(ct)).Select(h => h.ToView())], ct);

    // Of two who decide at once the statement lets one: it asks for what was decided upon.
    public Task<Result<Done>> SetReleaseAsync(Hold before, HoldRelease? release, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                UserId? asked = before.Release?.AskedBy, by = release?.AskedBy, releasedBy = release?.ReleasedBy;
                DateTimeOffset? askedAt = release?.AskedAt, releasedAt = release?.ReleasedAt;
                var reason = release?.Reason;
                var changed = await context.Holds.Where(h => h.HoldId == before.Id && h.ReleasedAt == null && h.ReleaseAskedBy == asked).ExecuteUpdateAsync(
                    set => set.SetProperty(h => h.ReleaseAskedBy, by).SetProperty(h => h.ReleaseAskedAt, askedAt).SetProperty(h => h.ReleaseReason, reason)
                        .SetProperty(h => h.ReleasedBy, releasedBy).SetProperty(h => h.ReleasedAt, releasedAt),
                    ct);
                if (changed == 0)
                    return new Error.Conflict("hold.changed", "Somebody else has decided about this hold meanwhile. Look at it again.");
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    public Task<IReadOnlyList<HoldId>> ListUnsweptAsync(CancellationToken ct) =>
        directory.ReadAsync<IReadOnlyList<HoldId>>(async context => await context.Holds.Where(h => h.ReleasedAt != null && !h.IsSwept).Select(h => h.HoldId).ToListAsync(ct), ct);

    public Task NoteSweptAsync(IReadOnlyCollection<HoldId> holds, CancellationToken ct) =>
        directory.WriteAsync(context => context.Holds.Where(h => holds.Contains(h.HoldId)).ExecuteUpdateAsync(set => set.SetProperty(h => h.IsSwept, true), ct), ct);
}
