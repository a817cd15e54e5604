using Collab.Domain.Audit;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Resets;
using Collab.Identity.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Collab.Identity.Storage;

internal sealed class ResetStore(IdentityDatabase database) : IResetStore
{
    public Task AddAsync(UserId user, string tokenHash, DateTimeOffset now, DateTimeOffset expiresAt, AuditEntry audit, CancellationToken ct) =>
        database.WriteAsync(
            async writing =>
            {
                // The credential's lock keeps two wishes at once from leaving two links.
                await writing.LockCredentialAsync(user, ct);
                await writing.Context.Resets.Where(r => r.UserId == user).ExecuteDeleteAsync(ct);
                writing.Context.Resets.Add(new ResetRow { TokenHash = tokenHash, UserId = user, CreatedAt = now, ExpiresAt = expiresAt });
                await writing.AppendAuditAsync(audit);
                return true;
            },
            ct);

    public async Task<ResetOwner?> FindAsync(string tokenHash, DateTimeOffset now, CancellationToken ct)
    {
        var person = await database.ReadAsync(
            context => (from reset in context.Resets
                        join owner in context.People on reset.UserId equals owner.UserId
                        join credential in context.Credentials on reset.UserId equals credential.UserId
                        where reset.TokenHash == tokenHash && reset.UsedAt == null && reset.ExpiresAt > now && owner.IsActive
                        select owner).FirstOrDefaultAsync(ct),
            ct);
        return person is not null && EmailAddress.Parse(person.Email).TryGet(out var email, out _) ? new ResetOwner(person.UserId, person.OrganizationId, email) : null;
    }

    public Task<bool> RedeemAsync(string tokenHash, string passwordHash, DateTimeOffset now, AuditEntry audit, CancellationToken ct) =>
        database.WriteAsync(
            async writing =>
            {
                var context = writing.Context;
                if (await context.Resets.FirstOrDefaultAsync(r => r.TokenHash == tokenHash, ct) is not { } reset
                    || await writing.LockCredentialAsync(reset.UserId, ct) is not { } credential)
                    return false;
                var good = context.Resets.Where(r => r.TokenHash == tokenHash && r.UsedAt == null && r.ExpiresAt > now);
                if (await good.ExecuteUpdateAsync(set => set.SetProperty(r => r.UsedAt, now), ct) == 0)
                    return false;
                (credential.PasswordHash, credential.ChangedAt, credential.FailedCount, credential.LockedUntil) = (passwordHash, now, 0, null);
                await SessionStore.EndAsync(context, reset.UserId, new SessionsToEnd(now), ct);
                await writing.AppendAuditAsync(audit);
                return true;
            },
            ct);
}
