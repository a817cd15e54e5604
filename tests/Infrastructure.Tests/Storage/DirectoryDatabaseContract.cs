using System.Data.Common;
using Collab.Domain.Shared.Storage;
using Collab.Support.Storage;
using Xunit;

namespace Collab.Infrastructure.Tests.Storage;

public abstract class DirectoryDatabaseContract(TestInstallation installation)
{
    private IDirectoryDatabase Database => installation.Get<IDirectoryDatabase>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_and_its_audit_entry_are_committed_together()
    {
        var org = await installation.OrganizationAsync();
        var entry = org.Entry();
        var changed = await Database.WriteAsync(
            async (connection, transaction) =>
            {
                await Database.AppendAuditAsync(connection, transaction, entry, Ct);
                return await ExecuteAsync(connection, transaction, "UPDATE credential SET failed_count = 3");
            },
            Ct);
        Assert.True(changed >= 1);
        Assert.True(await installation.HasAuditAsync(entry));
        Assert.Equal(3L, await Database.ReadAsync(ReadFailuresAsync, Ct));
    }

    [Fact]
    public async Task What_throws_leaves_neither_write_nor_entry()
    {
        var org = await installation.OrganizationAsync();
        var entry = org.Entry();
        var before = await Database.ReadAsync(ReadFailuresAsync, Ct);
        await Assert.ThrowsAsync<NotSupportedException>(() => Database.WriteAsync<int>(
            async (connection, transaction) =>
            {
                await ExecuteAsync(connection, transaction, "UPDATE credential SET failed_count = 99");
                await Database.AppendAuditAsync(connection, transaction, entry, Ct);
                throw new NotSupportedException();
            },
            Ct));
        Assert.False(await installation.HasAuditAsync(entry));
        Assert.Equal(before, await Database.ReadAsync(ReadFailuresAsync, Ct));
    }

    [Fact]
    public async Task Writes_that_count_on_each_other_lose_none()
    {
        await installation.OrganizationAsync();
        await Database.WriteAsync((c, t) => ExecuteAsync(c, t, "UPDATE credential SET failed_count = 0"), Ct);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(
            () => Database.WriteAsync((c, t) => ExecuteAsync(c, t, "UPDATE credential SET failed_count = failed_count + 1"), Ct), Ct)));
        Assert.Equal(40L, await Database.ReadAsync(ReadFailuresAsync, Ct));
    }

    private static async Task<int> ExecuteAsync(DbConnection connection, DbTransaction transaction, string statement)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, statement);
        return await command.ExecuteNonQueryAsync(Ct);
    }

    private static async Task<long> ReadFailuresAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(failed_count) FROM credential";
        return Convert.ToInt64(await command.ExecuteScalarAsync(Ct), System.Globalization.CultureInfo.InvariantCulture);
    }
}

public sealed class DirectoryDatabaseOnSqliteTests(OnSqlite on) : DirectoryDatabaseContract(on.Installation), IClassFixture<OnSqlite>;

public sealed class DirectoryDatabaseOnMariaDbTests(OnMariaDb on) : DirectoryDatabaseContract(on.Installation), IClassFixture<OnMariaDb>;
