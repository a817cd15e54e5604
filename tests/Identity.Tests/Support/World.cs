using System.Data.Common;
using System.Globalization;
using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Events;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Shared.Storage;
using Collab.Identity.Accounts;
using Collab.Identity.Sessions;
using Collab.Support.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Identity.Tests.Support;

/// <summary>An installation with accounts. Each test makes people of its own; the clock is shared and only goes forward.</summary>
public sealed class World(Func<Action<IServiceCollection>, TestInstallation> make) : IAsyncDisposable
{
    public const string GoodPassword = "thirteen violet umbrellas";

    private TestInstallation? _installation;
    private int _people;

    public TestInstallation Installation => _installation ?? throw new InvalidOperationException("Start the world first.");

    public FakeTimeProvider Time => Installation.Time;

    public IDirectoryDatabase Directory => Installation.Get<IDirectoryDatabase>();

    internal SynchronousBus Bus { get; } = new();

    internal Notices Notices { get; } = new();

    internal Argon2PasswordHasher Hasher { get; } = new(new Argon2Cost(256, 1, 1), 4);

    public async Task StartAsync()
    {
        _installation = make(Replace);
        await _installation.StartAsync();
    }

    public T Get<T>()
        where T : notnull => Installation.Services.CreateScope().ServiceProvider.GetRequiredService<T>();

    /// <summary>A person with a password.</summary>
    public async Task<TestPerson> PersonAsync(string password = GoodPassword, string? hash = null)
    {
        var number = Interlocked.Increment(ref _people);
        var id = Get<IIdSource>().NextInAnyBucket<UserId>();
        var email = $"person{number}@example.com";
        await ExecuteAsync(
            "INSERT INTO person (user_id, organization_id, email, handle, display_name, sort_key, title, role, is_active, is_guest, created_at) "
            + $"VALUES ({id}, {OneOrganization.Id}, '{email}', 'person{number}', 'Person {number}', 'person {number}', '', 0, 1, 0, 0)");
        await ExecuteAsync($"INSERT INTO credential (user_id, password_hash, changed_at, failed_count) VALUES ({id}, '{hash ?? (await Hasher.HashAsync(password, default)).Value}', 0, 0)");
        return new TestPerson(id, email, password, new Origin($"10.0.{number / 256}.{number % 256}", "Test browser"));
    }

    public Task<Result<IssuedSession>> SignInAsync(TestPerson person, string? password = null) =>
        Get<SignIn>().ExecuteAsync(new SignInRequest(person.Email, password ?? person.Password, person.Origin), default);

    public async Task<IssuedSession> SignedInAsync(TestPerson person) => (await SignInAsync(person)).Value;

    public Actor Actor(TestPerson person) => new(person.Id, OneOrganization.Id, OrganizationRole.Member, person.Origin.Address);

    /// <summary>The acts in the audit log about a target, oldest first.</summary>
    public Task<string[]> AuditedAsync(string target) =>
        QueryAsync($"SELECT act FROM audit_entry WHERE target = '{target}' ORDER BY entry_id", reader => reader.GetString(0));

    public Task<int> ExecuteAsync(string sql) => Directory.WriteAsync(
        async (connection, transaction) =>
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            return await command.ExecuteNonQueryAsync();
        },
        default);

    public Task<T[]> QueryAsync<T>(string sql, Func<DbDataReader, T> read) => Directory.ReadAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<T>();
            while (await reader.ReadAsync())
                rows.Add(read(reader));
            return rows.ToArray();
        },
        default);

    public async Task<string> TextAsync(string sql) =>
        (await QueryAsync(sql, reader => Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? ""))[0];

    public async ValueTask DisposeAsync()
    {
        Hasher.Dispose();
        if (_installation is not null)
            await _installation.DisposeAsync();
    }

    private void Replace(IServiceCollection services)
    {
        services.AddCollabIdentity(new ConfigurationBuilder().Build());
        services.AddSingleton<IOrganizationStore>(new OneOrganization());
        services.AddSingleton<IRateLimits>(new NoLimits());
        services.AddSingleton<IEventBus>(Bus);
        services.AddSingleton(Hasher);
        services.AddSingleton<IAccountNotices>(Notices);
    }
}
