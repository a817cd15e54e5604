using Collab.Domain.Audit;
using Collab.Domain.Roaming;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Roaming;

/// <summary>Roaming views, in the directory beside the audit log.</summary>
internal sealed class RoamingStore(Database<DirectoryContext> directory) : IRoamingStore
{
    public Task<bool> NeedsTwoAsync(OrganizationId organization, CancellationToken ct) =>
        directory.ReadAsync(context => context.Organizations.Where(o => o.OrganizationId == organization).Select(o => o.RoamingNeedsTwo).SingleOrDefaultAsync(ct), ct);

    public Task<Result<Done>> SetNeedsTwoAsync(OrganizationId organization, bool needsTwo, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.Organizations.AsTracking().SingleOrDefaultAsync(o => o.OrganizationId == organization, ct) is not { } row)
                    return new Error.NotFound();
                row.RoamingNeedsTwo = needsTwo;
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    public Task RequestAsync(RoamingView view, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync(
            context =>
            {
                context.Add(new RoamingRow
                {
                    RoamingId = view.Id,
                    OrganizationId = audit.Organization,
                    AuditorId = view.Auditor,
                    PersonId = view.Person,
                    Reason = view.Reason,
                    Matter = view.Matter,
                    Hours = view.Hours,
                    RequestedAt = view.RequestedAt,
                    DecidedBy = view.DecidedBy,
                    OpenedAt = view.OpenedAt,
                    EndsAt = view.EndsAt,
                });
                context.Add(AuditEntryRow.From(audit));
                return Task.CompletedTask;
            },
            ct);

    public Task<RoamingView?> FindAsync(OrganizationId organization, RoamingId id, CancellationToken ct) =>
        directory.ReadAsync(async context => (await context.Roamings.SingleOrDefaultAsync(r => r.RoamingId == id && r.OrganizationId == organization, ct))?.ToView(), ct);

    public Task<Page<RoamingView>> ListAsync(OrganizationId organization, Cursor? cursor, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var before = RoamingId.TryParse(cursor?.Key, null, out var last) ? last : new RoamingId(long.MaxValue);
                var rows = await context.Roamings.Where(r => r.OrganizationId == organization && r.RoamingId < before)
                    .OrderByDescending(r => r.RoamingId).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, limit, r => r.ToView(), r => new Cursor(ListRoaming.List, r.RoamingId.ToString()));
            },
            ct);

    // Of two who decide at once the statement lets one: it asks for what it changes.
    public Task<Result<Done>> DecideAsync(RoamingId id, UserId by, DateTimeOffset now, DateTimeOffset? endsAt, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                var since = now - RoamingView.WaitsFor;
                DateTimeOffset? openedAt = endsAt is null ? null : now;
                var until = endsAt ?? now;
                var decided = await context.Roamings.Where(r => r.RoamingId == id && r.OpenedAt == null && r.EndsAt == null && r.RequestedAt > since)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.DecidedBy, by).SetProperty(r => r.OpenedAt, openedAt).SetProperty(r => r.EndsAt, until), ct);
                if (decided == 0)
                    return new Error.Conflict("roaming.decided", "This does not wait any more: somebody has decided it, or its time is over.");
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    public Task EndAsync(RoamingId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync(
            async context =>
            {
                if (await Open(context, id, now).ExecuteUpdateAsync(set => set.SetProperty(r => r.EndsAt, now), ct) > 0)
                    context.Add(AuditEntryRow.From(audit));
            },
            ct);

    public Task<Result<Done>> NoteAsync(RoamingId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await Open(context, id, now).ExecuteUpdateAsync(set => set.SetProperty(r => r.Pages, r => r.Pages + 1), ct) == 0)
                    return new Error.Conflict("roaming.not_open", "This view is not open: it waits for a second person, or its time is over.");
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    private static IQueryable<RoamingRow> Open(DirectoryContext context, RoamingId id, DateTimeOffset now) =>
        context.Roamings.Where(r => r.RoamingId == id && r.OpenedAt != null && r.EndsAt > now);
}
