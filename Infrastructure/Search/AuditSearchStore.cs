using Collab.Domain.Audit;
using Collab.Domain.Search.Audits;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Search;

/// <summary>Searches for audits, in the directory beside the audit log.</summary>
internal sealed class AuditSearchStore(Database<DirectoryContext> directory) : IAuditSearchStore
{
    public Task OpenAsync(AuditSearch search, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync(
            context =>
            {
                context.Add(new AuditSearchRow
                {
                    SearchId = search.Id,
                    OrganizationId = audit.Organization,
                    AuditorId = search.Auditor,
                    Reason = search.Reason,
                    Matter = search.Matter,
                    OpenedAt = search.OpenedAt,
                    EndsAt = search.EndsAt,
                });
                context.Add(AuditEntryRow.From(audit));
                return Task.CompletedTask;
            },
            ct);

    public Task<AuditSearch?> FindAsync(OrganizationId organization, AuditSearchId id, CancellationToken ct) =>
        directory.ReadAsync(
            async context => (await context.AuditSearches.SingleOrDefaultAsync(s => s.SearchId == id && s.OrganizationId == organization, ct))?.ToView(), ct);

    public Task<Page<AuditSearch>> ListAsync(OrganizationId organization, Cursor? cursor, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var before = AuditSearchId.TryParse(cursor?.Key, null, out var last) ? last : new AuditSearchId(long.MaxValue);
                var rows = await context.AuditSearches.Where(s => s.OrganizationId == organization && s.SearchId < before)
                    .OrderByDescending(s => s.SearchId).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, limit, s => s.ToView(), s => new Cursor(ListAuditSearches.List, s.SearchId.ToString()));
            },
            ct);

    public Task EndAsync(AuditSearchId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync(
            async context =>
            {
                if (await Open(context, id, now).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndsAt, now), ct) > 0)
                    context.Add(AuditEntryRow.From(audit));
            },
            ct);

    public Task<Result<Done>> NoteAsync(AuditSearchId id, DateTimeOffset now, AuditEntry audit, CancellationToken ct) =>
        directory.WriteAsync<Done>(
            async context =>
            {
                if (await Open(context, id, now).ExecuteUpdateAsync(set => set.SetProperty(s => s.Searches, s => s.Searches + 1), ct) == 0)
                    return new Error.Conflict("audit_search.ended", "The time of this search is over. Open a new one, with its reason.");
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    private static IQueryable<AuditSearchRow> Open(DirectoryContext context, AuditSearchId id, DateTimeOffset now) =>
        context.AuditSearches.Where(s => s.SearchId == id && s.EndsAt > now);
}
