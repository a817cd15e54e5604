using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Search.Memory;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Search;

internal sealed class SearchMemory(ShardRouter router, BucketGate gate, TimeProvider time) : ISearchMemory
{
    // What was noted between two clearings is little more.
    private const int MaxRows = RememberedSearch.MaxSaved + RememberedSearch.MaxRecent;

    public Task<IReadOnlyList<RememberedSearch>> ListAsync(UserId user, WorkspaceId workspace, CancellationToken ct) =>
        router.For(user.Bucket).Database.ReadAsync<IReadOnlyList<RememberedSearch>>(
            async context => await Own(context, user, workspace).OrderByDescending(r => r.UsedAt).ThenBy(r => r.Digest).Take(MaxRows)
                .Select(r => new RememberedSearch(r.Query, r.Name, r.UsedAt)).ToListAsync(ct),
            ct);

    public Task<Result<Done>> NoteAsync(UserId user, WorkspaceId workspace, string query, CancellationToken ct) =>
        gate.WriteAsync<Done>(
            user.Bucket,
            async context =>
            {
                await PutAsync(context, user, workspace, query, name: null, ct);
                string[] old = [.. await Own(context, user, workspace).Where(r => r.Name == null).OrderByDescending(r => r.UsedAt).ThenBy(r => r.Digest)
                    .Skip(RememberedSearch.MaxRecent).Take(MaxRows).Select(r => r.Digest).ToListAsync(ct)];
                if (old.Length > 0)
                    await Own(context, user, workspace).Where(r => old.Contains(r.Digest)).ExecuteDeleteAsync(ct);
                return Done.Value;
            },
            ct);

    public Task<Result<Done>> SaveAsync(UserId user, WorkspaceId workspace, string query, string name, CancellationToken ct) =>
        gate.WriteAsync<Done>(
            user.Bucket,
            async context =>
            {
                var digest = DigestOf(query);
                if (await Own(context, user, workspace).CountAsync(r => r.Name != null && r.Digest != digest, ct) >= RememberedSearch.MaxSaved)
                    return new Error.Conflict("search.full", $"You keep {RememberedSearch.MaxSaved} searches already. Remove one first.");
                await PutAsync(context, user, workspace, query, name, ct);
                return Done.Value;
            },
            ct);

    public Task<Result<Done>> ForgetAsync(UserId user, WorkspaceId workspace, string? query, CancellationToken ct) =>
        gate.WriteAsync<Done>(
            user.Bucket,
            async context =>
            {
                var digest = query is null ? null : DigestOf(query);
                await Own(context, user, workspace).Where(r => digest == null ? r.Name == null : r.Digest == digest).ExecuteDeleteAsync(ct);
                return Done.Value;
            },
            ct);

    // Two devices that add the same at once: the loser's attempt begins again and finds the row.
    private async Task PutAsync(ShardContext context, UserId user, WorkspaceId workspace, string query, string? name, CancellationToken ct)
    {
        var (digest, now) = (DigestOf(query), time.GetUtcNow());
        // Two of the same instant have an order as well.
        if (await Own(context, user, workspace).MaxAsync(r => (DateTimeOffset?)r.UsedAt, ct) is { } newest && newest >= now)
            now = newest.AddMilliseconds(1);
        var known = await Own(context, user, workspace).Where(r => r.Digest == digest)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.UsedAt, now).SetProperty(r => r.Name, r => name ?? r.Name), ct);
        if (known > 0)
            return;
        context.RememberedSearches.Add(new RememberedSearchRow
        {
            Bucket = user.Bucket,
            UserId = user,
            WorkspaceId = workspace,
            Digest = digest,
            Query = query,
            Name = name,
            UsedAt = now,
        });
        await context.SaveChangesAsync(ct);
    }

    private static IQueryable<RememberedSearchRow> Own(ShardContext context, UserId user, WorkspaceId workspace) =>
        context.RememberedSearches.Where(r => r.Bucket == user.Bucket && r.UserId == user && r.WorkspaceId == workspace);

    private static string DigestOf(string query) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(query)).AsSpan(0, 16));
}
