using Collab.Domain.Notifications;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Notifications;

/// <summary>Keywords in the directory.</summary>
internal sealed class KeywordStore(Database<DirectoryContext> directory, IIdSource ids) : IKeywordStore
{
    private const string List = "keywords";

    // Two people who are the first to want the same words: the loser breaks the unique index, begins again and finds them.
    public Task<Result<IReadOnlyList<StoredKeyword>>> SetAsync(Actor actor, IReadOnlyCollection<Keyword> keywords, DateTimeOffset at, CancellationToken ct) =>
        directory.WriteAsync<IReadOnlyList<StoredKeyword>>(
            async context =>
            {
                // Two devices of one person one after the other, or the lists would mix.
                if (await new DirectoryLocks(context, directory.Sql).PersonAsync(actor.User, ct) is null)
                    return new Error.NotFound();
                string[] wanted = [.. keywords.Select(k => k.Value)];
                var known = await context.Keywords.Where(k => k.OrganizationId == actor.Organization && wanted.Contains(k.Words)).ToListAsync(ct);
                var made = wanted.Except(known.Select(k => k.Words))
                    .Select(words => new KeywordRow { KeywordId = ids.Next<KeywordId>(), OrganizationId = actor.Organization, Words = words }).ToList();
                context.AddRange(made);
                KeywordRow[] all = [.. known, .. made];
                var before = await context.KeywordWatches.AsTracking().Where(w => w.UserId == actor.User).ToListAsync(ct);
                context.RemoveRange(before.Where(w => all.All(k => k.KeywordId != w.KeywordId)));
                KeywordRow[] added = [.. all.Where(k => before.All(w => w.KeywordId != k.KeywordId))];
                context.AddRange(added.Select(k => new KeywordWatchRow { UserId = actor.User, KeywordId = k.KeywordId, Since = at }));
                return Result.Of<IReadOnlyList<StoredKeyword>>([.. added.Select(k => k.ToView())]);
            },
            ct);

    public Task<Page<StoredKeyword>> ListWatchedAsync(OrganizationId organization, KeywordId after, int limit, CancellationToken ct) =>
        directory.ReadAsync(
            async context =>
            {
                var rows = await context.Keywords
                    .Where(k => k.OrganizationId == organization && k.KeywordId > after && context.KeywordWatches.Any(w => w.KeywordId == k.KeywordId))
                    .OrderBy(k => k.KeywordId).Take(limit + 1).ToListAsync(ct);
                return Keyset.Page(rows, limit, r => r.ToView(), r => new Cursor(List, r.KeywordId.ToString()));
            },
            ct);
}
