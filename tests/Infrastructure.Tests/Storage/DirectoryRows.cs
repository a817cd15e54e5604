using Collab.Infrastructure.Storage;
using Collab.Support.Storage;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Tests.Storage;

/// <summary>Looks past the ports into the directory's tables.</summary>
internal static class DirectoryRows
{
    public static Task<T> ReadAsync<T>(this TestInstallation installation, Func<DirectoryContext, Task<T>> read) =>
        installation.Get<Database<DirectoryContext>>().ReadAsync(read, CancellationToken.None);

    public static Task<int> CountAsync(this TestInstallation installation, string table, string where) =>
        installation.ReadAsync(async context =>
            (await context.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM " + table + " WHERE " + where).ToListAsync())[0]);

    public static Task ExecuteAsync(this TestInstallation installation, string statement) =>
        installation.Get<Database<DirectoryContext>>().WriteAsync(context => context.Database.ExecuteSqlRawAsync(statement), CancellationToken.None);

    public static async Task<bool> HasAuditAsync(this TestInstallation installation, Domain.Audit.AuditEntry entry) =>
        await installation.ReadAsync(context => context.AuditEntries.AnyAsync(a => a.EntryId == entry.Id));
}
