using Collab.Domain.Audit;
using Collab.Domain.Channels;
using Collab.Domain.Receipts;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Infrastructure.Channels;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Receipts;

/// <summary>Policies and people's choices in the directory. Whoever asks for the policy at the same time shares a query.</summary>
internal sealed class ReceiptPolicyStore : IReceiptPolicyStore
{
    private readonly Database<DirectoryContext> _directory;
    private readonly DirectoryTaskWriter _tasks;
    private readonly SharedReads<int, ReceiptPolicy> _policies;

    public ReceiptPolicyStore(Database<DirectoryContext> directory, DirectoryTaskWriter tasks)
    {
        (_directory, _tasks) = (directory, tasks);
        _policies = new SharedReads<int, ReceiptPolicy>(ReadAsync);
    }

    // An installation serves one organization.
    public async Task<ReceiptPolicy> FindAsync(CancellationToken ct) => await _policies.FindAsync(0, ct) ?? ReceiptPolicy.Default;

    public Task<Result<Done>> SetAsync(ReceiptPolicy policy, AuditEntry audit, CancellationToken ct) =>
        _directory.WriteAsync<Done>(
            async context =>
            {
                var changed = await context.Organizations.Where(o => o.OrganizationId == audit.Organization).ExecuteUpdateAsync(
                    set => set.SetProperty(o => o.Receipts, policy.Audience).SetProperty(o => o.ReceiptsOptOut, policy.AllowsOptOut)
                        .SetProperty(o => o.ReceiptsTimesSince, policy.TimesSince), ct);
                if (changed == 0)
                    return new Error.NotFound();
                context.Add(AuditEntryRow.From(audit));
                return Done.Value;
            },
            ct);

    public Task<Result<Done>> SetSharingAsync(UserId user, bool shares, CancellationToken ct) =>
        _directory.WriteAsync<Done>(
            async context =>
            {
                if (await context.People.Where(p => p.UserId == user).ExecuteUpdateAsync(set => set.SetProperty(p => p.HidesReceipts, !shares), ct) == 0)
                    return new Error.NotFound();
                _tasks.Leave(context, new DirectoryWork.SettleReceipts(user));
                return Done.Value;
            },
            ct);

    public async Task<IReadOnlyDictionary<UserId, ReceiptStanding>> FindStandingsAsync(IReadOnlyCollection<UserId> users, CancellationToken ct) =>
        users.Count == 0 ? new Dictionary<UserId, ReceiptStanding>() : await _directory.ReadAsync(
            async context => (await context.People.Where(p => users.Contains(p.UserId) && (!p.IsActive || p.HidesReceipts))
                .Select(p => new { p.UserId, p.IsActive }).ToListAsync(ct))
                .ToDictionary(p => p.UserId, p => p.IsActive ? ReceiptStanding.OptedOut : ReceiptStanding.Deactivated),
            ct);

    private async Task<IReadOnlyDictionary<int, ReceiptPolicy>> ReadAsync(IReadOnlyCollection<int> keys)
    {
        var found = await _directory.ReadAsync(
            context => context.Organizations.Select(o => new ReceiptPolicy(o.Receipts, o.ReceiptsOptOut) { TimesSince = o.ReceiptsTimesSince }).SingleOrDefaultAsync(CancellationToken.None), CancellationToken.None);
        return found is null ? new Dictionary<int, ReceiptPolicy>() : keys.ToDictionary(key => key, _ => found);
    }
}
