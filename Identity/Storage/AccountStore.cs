using System.Linq.Expressions;
using Collab.Domain.People;
using Collab.Domain.Shared.Ids;
using Collab.Identity.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Collab.Identity.Storage;

internal sealed class AccountStore(IdentityDatabase database) : IAccountStore
{
    public Task<Account?> FindByEmailAsync(OrganizationId organization, EmailAddress email, CancellationToken ct) =>
        ReadAsync(p => p.OrganizationId == organization && p.Email == email.Value, ct);

    public Task<Account?> FindAsync(UserId user, CancellationToken ct) => ReadAsync(p => p.UserId == user, ct);

    public Task<AccountChange> ChangeAsync(UserId? user, Func<Account?, AccountChange> decide, CancellationToken ct) =>
        database.WriteAsync(
            async writing =>
            {
                // Nobody has the id 0: without a user the same reads are made and find nothing.
                var id = user ?? default;
                var credential = await writing.LockCredentialAsync(id, ct);
                var person = await writing.Context.People.FirstOrDefaultAsync(p => p.UserId == id, ct);
                var change = decide(Make(person, credential));
                if (change.Credential is { } wanted)
                    credential!.Take(wanted); // only an account that has one is given another
                if (change.Start is { } session)
                    writing.Context.Sessions.Add(SessionRow.Of(session));
                if (change.End is { } end)
                    await SessionStore.EndAsync(writing.Context, id, end, ct);
                foreach (var entry in change.Audit)
                    await writing.AppendAuditAsync(entry);
                return change;
            },
            ct);

    private Task<Account?> ReadAsync(Expression<Func<PersonRow, bool>> which, CancellationToken ct) =>
        database.ReadAsync(
            async context =>
            {
                var found = await (from person in context.People.Where(which)
                                   join credential in context.Credentials on person.UserId equals credential.UserId into credentials
                                   from credential in credentials.DefaultIfEmpty()
                                   select new { person, credential }).FirstOrDefaultAsync(ct);
                return Make(found?.person, found?.credential);
            },
            ct);

    private static Account? Make(PersonRow? person, CredentialRow? credential) =>
        person is not null && EmailAddress.Parse(person.Email).TryGet(out var email, out _)
            ? new Account(person.UserId, person.OrganizationId, email, person.IsActive, credential?.ToCredential())
            : null;
}
