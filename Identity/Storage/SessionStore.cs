using Collab.Domain.Audit;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Identity.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Collab.Identity.Storage;

internal sealed class SessionStore(IdentityDatabase database) : ISessionStore
{
    private const int MostListed = 100;
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    // After an outage all pages come back in the same moment.
    private readonly SharedReads<SessionId, Session> _reads = new(ids => ReadAsync(database, ids));

    public Task<Session?> FindAsync(SessionId id, CancellationToken ct) => _reads.FindAsync(id, ct);

    public Task<IReadOnlyList<Session>> ListAsync(UserId user, DateTimeOffset seenSince, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<Session>>(
            async context =>
            {
                var rows = await context.Sessions
                    .Where(s => s.UserId == user && s.EndedAt == null && s.SeenAt > seenSince)
                    .OrderByDescending(s => s.SeenAt).ThenByDescending(s => s.SessionId).Take(MostListed).ToListAsync(ct);
                return [.. rows.Select(r => r.ToSession())];
            },
            ct);

    public Task TouchAsync(SessionId id, DateTimeOffset now, CancellationToken ct)
    {
        var before = now - TouchEvery;
        return database.WriteAsync(
            writing => writing.Context.Sessions.Where(s => s.SessionId == id && s.SeenAt <= before).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), ct), ct);
    }

    public Task<int> EndAsync(UserId user, SessionsToEnd which, AuditEntry audit, CancellationToken ct) =>
        database.WriteAsync(
            async writing =>
            {
                var ended = await EndAsync(writing.Context, user, which, ct);
                if (ended > 0)
                    await writing.AppendAuditAsync(audit);
                return ended;
            },
            ct);

    internal static Task<int> EndAsync(IdentityContext context, UserId user, SessionsToEnd which, CancellationToken ct)
    {
        var rows = context.Sessions.Where(s => s.UserId == user && s.EndedAt == null);
        if (which.Only is { } only)
            rows = rows.Where(s => s.SessionId == only);
        if (which.Except is { } except)
            rows = rows.Where(s => s.SessionId != except);
        return rows.ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, which.At), ct);
    }

    // It serves many: nobody's patience counts.
    private static Task<IReadOnlyDictionary<SessionId, Session>> ReadAsync(IdentityDatabase database, IReadOnlyCollection<SessionId> ids) =>
        database.ReadAsync<IReadOnlyDictionary<SessionId, Session>>(
            async context =>
            {
                var rows = await (from session in context.Sessions
                                  join person in context.People on session.UserId equals person.UserId
                                  where ids.Contains(session.SessionId) && session.EndedAt == null && person.IsActive
                                  select session).ToListAsync();
                return rows.ToDictionary(row => row.SessionId, row => row.ToSession());
            },
            CancellationToken.None);
}
